using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.OwnedObjects;

public sealed partial class Files_that_code_made_belong_to_whom_they_were_made_for(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Theory]
    [InlineData("plain", "made-file=3")]
    [InlineData("stream", "made-file=3")]
    [InlineData("stream", "made-file=3; burst")]
    [InlineData("stream", "made-file=3; split")]
    [InlineData("stream", "made-file=3; chunk=1")]
    [InlineData("stream", "made-file=3; error-after=20")]
    public async Task They_can_be_fetched_by_its_workspace_and_no_other(string how, string script)
    {
        var body = $$"""{"model":"claude-haiku-4-5","max_tokens":1024,"stream":{{(how == "stream" ? "true" : "false")}},"messages":[{"role":"user","content":"Make files, {{how}}, {{script}}"}]}""";
        using var answer = await _gateway.Http.SendAsync(_gateway.Message(script, body: body));
        var files = MadeFile().Matches(await answer.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(3, files.Count);
        foreach (var file in files)
        {
            Assert.Equal((HttpStatusCode.OK, "made by code"), await _gateway.GetAsync($"/v1/files/{file}/content"));
            Assert.Equal(HttpStatusCode.NotFound, (await _gateway.GetAsync($"/v1/files/{file}/content", _gateway.OtherKey.Secret)).Status);
        }

        Assert.Subset(Ids((await _gateway.GetAsync("/v1/files?limit=1000")).Body).ToHashSet(), files.ToHashSet());
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.GetAsync("/v1/files/file_quoted_in_text")).Status);
    }

    [Fact]
    public async Task They_are_known_before_the_stream_that_names_them_goes_on()
    {
        using var request = _gateway.Message("made-file=1; hang-after=8", stream: true, body: """{"model":"claude-haiku-4-5","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"Make one and wait"}]}""");
        using var answer = await _gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        Match made;
        do made = MadeFile().Match(await lines.ReadLineAsync() ?? throw new EndOfStreamException());
        while (!made.Success);
        await lines.ReadLineAsync(); // the event's blank line

        Assert.Equal(HttpStatusCode.OK, (await _gateway.GetAsync($"/v1/files/{made.Groups[1].Value}/content")).Status);
    }

    [Fact]
    public async Task Those_of_a_batch_are_known_once_it_is_booked()
    {
        var batch = await _gateway.SubmitAsync([Line("makes", "made-file=2")]);
        await _gateway.GetAsync($"/v1/messages/batches/{batch}");
        var (_, results) = await _gateway.GetAsync($"/v1/messages/batches/{batch}/results");
        await _gateway.WhenBookedAsync(batch);

        var files = MadeFile().Matches(results).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, files.Count);
        foreach (var file in files) Assert.Equal(HttpStatusCode.OK, (await _gateway.GetAsync($"/v1/files/{file}/content")).Status);
    }

    [GeneratedRegex("\"file_id\":\"(file_[^\"]+)\"")]
    private static partial Regex MadeFile();
}
