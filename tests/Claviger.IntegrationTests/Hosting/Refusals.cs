using Xunit;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>What every refusal by the gateway itself has in common, whatever the cause.</summary>
public static class Refusals
{
    /// <summary>The envelope, one request id in header and body, nothing of the inside, nothing sent, nothing booked, and the server goes on.</summary>
    public static async Task ExpectAsync(SharedGateway gateway, RawAnswer answer, int status, string type)
    {
        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Text}");
        var error = answer.Error();
        Assert.Equal(type, error.Type);
        Assert.Equal(answer.Head.One("request-id"), error.RequestId);
        Assert.StartsWith("req_", error.RequestId, StringComparison.Ordinal);
        Assert.Equal("application/json", answer.Head.One("content-type"));
        Assert.True(answer.IsWhole);
        foreach (var inside in new[] { "   at ", "Exception", "System.", "Microsoft.", "line ", gateway.Key })
            Assert.DoesNotContain(inside, error.Message, StringComparison.Ordinal);

        await ExpectNothingHappenedAsync(gateway);
    }

    public static async Task ExpectNothingHappenedAsync(SharedGateway gateway)
    {
        Assert.Equal(0, gateway.Simulator.Bill.Requests);
        Assert.Empty(await gateway.RowsAsync());
        Assert.Equal(200, (await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello))).Status);
    }
}
