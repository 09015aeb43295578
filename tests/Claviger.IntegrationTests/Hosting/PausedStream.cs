using System.Text;
using Xunit;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>Streams that stand still after their first event until the test lets them go on: what runs when access is taken away.</summary>
internal sealed class PausedStream
{
    private const string Start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"model\":\"claude-haiku-4-5\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}\n\n";
    private const string Rest = "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":10}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private readonly TaskCompletionSource _goOn = new();

    /// <summary>The next answers of upstream.</summary>
    public PausedStream(RawUpstream upstream, int answers = 1)
    {
        for (var i = 0; i < answers; i++) upstream.Answer(async answer =>
        {
            await answer.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {Start.Length + Rest.Length}\r\n\r\n{Start}"));
            await _goOn.Task;
            await answer.WriteAsync(Encoding.ASCII.GetBytes(Rest));
        });
    }

    public void GoOn() => _goOn.SetResult();

    /// <summary>A caller that has read the first event.</summary>
    public static async Task<RawConnection> BeginAsync(TestGateway gateway, string secret)
    {
        var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync(RawRequest.Message(secret, RawRequest.HelloStream));
        Assert.Equal(200, (await client.ReadHeadAsync()).Status);
        await client.ReadEventsAsync(1);
        return client;
    }

    /// <summary>Everything that was left to come arrives.</summary>
    public static async Task ReadToEndAsync(RawConnection client) => Assert.Equal(Rest.Length, (await client.ReadEventsAsync(2)).Length);
}
