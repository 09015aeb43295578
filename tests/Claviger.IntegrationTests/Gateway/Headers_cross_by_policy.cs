using System.Text;
using Claviger.IntegrationTests.Hosting;
using CsCheck;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R11, R6: which headers reach upstream, which reach the client, and which never do.</summary>
public sealed class Headers_cross_by_policy(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    private static readonly string[] NeverUpstream =
    [
        "cookie", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "upgrade", "expect", "forwarded", "via", "x-real-ip",
        "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-client-cert", "true-client-ip", "cf-connecting-ip",
    ];

    private static readonly string[] NeverToClient =
    [
        "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-unified-status", "anthropic-priority-input-tokens-limit", "anthropic-fast-output-tokens-reset",
        "set-cookie", "server", "via", "cf-ray", "cf-cache-status", "strict-transport-security", "alt-svc", "nel", "report-to", "www-authenticate", "proxy-authenticate",
        "keep-alive", "x-envoy-upstream-service-time",
    ];

    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Version_betas_and_unknown_headers_reach_upstream_as_they_are()
    {
        string[] headers = ["anthropic-beta: a-2026-01-01,b-2026-02-02", "Anthropic-Beta: c-2026-03-03", "anthropic-future: \u00c3\u00a9 \u00e2\u0082\u00ac", "X-Stainless-Retry-Count: 1", "user-agent: Zo\u00c3\u00ab/1.0", "x-app: cli", "x-empty:"];
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, headers));

        Assert.Equal(200, answer.Status);
        var seen = Assert.Single(gateway.Simulator.Recorded);
        Assert.Equal("a-2026-01-01,b-2026-02-02,c-2026-03-03", string.Join(',', seen.HeaderValues("anthropic-beta").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))));
        Assert.Equal(["2023-06-01"], seen.HeaderValues("anthropic-version"));
        Assert.Equal(["\u00c3\u00a9 \u00e2\u0082\u00ac"], seen.HeaderValues("anthropic-future"));
        Assert.Equal(["Zo\u00c3\u00ab/1.0"], seen.HeaderValues("user-agent"));
        Assert.Equal(["1"], seen.HeaderValues("x-stainless-retry-count"));
        Assert.Equal(["cli"], seen.HeaderValues("x-app"));
        Assert.Equal(["application/json"], seen.HeaderValues("content-type"));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, Assert.Single(await gateway.RowsAsync()).CostNanos);
    }

    [Theory]
    [InlineData("connection: x-nominated")]
    [InlineData("connection: a, X-Nominated ,")]
    [InlineData("connection: a|connection: te,x-nominated|te: trailers")]
    public async Task A_header_that_Connection_names_stays_on_this_hop(string headers)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, ["x-nominated: canary", .. headers.Split('|')]));

        Assert.Equal(200, answer.Status);
        Assert.Empty(Assert.Single(gateway.Simulator.Recorded).HeaderValues("x-nominated"));
    }

    [Fact]
    public async Task Credentials_and_what_belongs_to_this_hop_never_reach_upstream()
    {
        string[] headers = [.. NeverUpstream.Where(name => name != "expect").Select(name => $"{name}: canary"), "authorization: Bearer " + gateway.Key, "connection: X-Nominated , te", "x-nominated: canary", "accept-encoding: canary"];
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, headers));

        Assert.Equal(200, answer.Status);
        var seen = Assert.Single(gateway.Simulator.Recorded);
        Assert.DoesNotContain(seen.Headers, header => header.Value.Contains("canary", StringComparison.Ordinal) || header.Value.Contains(gateway.Key, StringComparison.Ordinal));
        Assert.Equal([Claviger.Simulator.SimulatorOptions.DefaultUpstreamKey], seen.HeaderValues("x-api-key"));
        Assert.Empty(seen.HeaderValues("authorization"));
        Assert.Equal([gateway.Simulator.Address.Authority], seen.HeaderValues("host"));
    }

    [Theory]
    [InlineData(RawRequest.Hello)]
    [InlineData(RawRequest.HelloStream)]
    public async Task Upstreams_limits_identity_cookies_and_edge_never_reach_the_client_and_ours_do(string body)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, body, "x-sim: out=9"));

        var names = answer.Head.Headers.Select(header => header.Key.ToLowerInvariant()).ToList();
        Assert.Empty(names.Intersect(NeverToClient));
        Assert.DoesNotContain(names, name => name.StartsWith("anthropic-ratelimit-", StringComparison.Ordinal));
        Assert.Equal(gateway.Gateway.Server.Policy.Current.Organization.Id.Value, answer.Head.One("anthropic-organization-id"));
        Assert.Equal(gateway.Gateway.Key.ApiKey.Scope.WorkspaceId, answer.Head.One("anthropic-workspace-id"));
        Assert.StartsWith("req_", answer.Head.One("request-id"), StringComparison.Ordinal);
        Assert.StartsWith("req_", answer.Head.One("claviger-request-id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_headers_upstream_sends_only_the_permitted_ones_pass_and_those_unchanged()
    {
        await using var upstream = RawUpstream.Start();
        await using var own = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var message = """{"id":"m","type":"message","usage":{"input_tokens":1,"output_tokens":1}}""";
        var name = Gen.OneOf(Gen.Char["abcdefghij-_"].Array[1, 12].Select(chars => "x-" + new string(chars)), OneOf(NeverToClient), OneOf("request-id", "retry-after", "x-should-retry", "anthropic-new", "content-language", "cache-control", "etag"));
        var value = Gen.Char["abcXYZ019 ,;=\"é\u00ff%/"].Array[1, 20].Select(chars => new string(chars).Trim());
        await Gen.Select(name, value).List[0, 12].SampleAsync(async headers =>
        {
            headers = [.. headers.DistinctBy(header => header.Item1, StringComparer.OrdinalIgnoreCase)];
            var nominated = headers.Count > 3 ? headers[3].Item1 : "x-absent";
            var head = string.Concat(headers.Select(header => $"{header.Item1}: {header.Item2}\r\n"));
            upstream.Answer($"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {message.Length}\r\nconnection: {nominated}\r\nanthropic-organization-id: canary\r\nanthropic-workspace-id: canary\r\n{head}\r\n{message}");

            var answer = await RawRequest.AskAsync(own.Url, RawRequest.Message(own.Key.Secret, RawRequest.Hello));

            Assert.Equal(200, answer.Status);
            foreach (var (sent, text) in headers)
            {
                var stops = NeverToClient.Contains(sent) || sent == nominated;
                Assert.True(stops ? answer.Head.One(sent) is null : answer.Head.One(sent) == text, $"{sent}: {text} came as {answer.Head.One(sent)}");
            }

            Assert.DoesNotContain(answer.Head.Headers, header => header.Value.Contains("canary", StringComparison.Ordinal));
        }, iter: 150, threads: 1);
    }

    [Fact]
    public async Task Whatever_headers_a_client_sends_only_the_permitted_ones_pass_and_those_unchanged()
    {
        var name = Gen.OneOf(Gen.Char["abcdefghij-_"].Array[1, 12].Select(chars => "x-" + new string(chars)), OneOf([.. NeverUpstream.Except(["expect"])]), OneOf("anthropic-new", "accept", "user-agent", "accept-language", "traceparent"));
        var value = Gen.Char["abcXYZ019 ,;=\"é%/"].Array[1, 20].Select(chars => new string(chars).Replace("é", "\u00c3\u00a9", StringComparison.Ordinal).Trim());
        await Gen.Select(name, value).List[0, 12].SampleAsync(async headers =>
        {
            headers = [.. headers.Where(header => header.Item2.Length > 0).DistinctBy(header => header.Item1, StringComparer.OrdinalIgnoreCase)];
            var nominated = headers.Count > 3 ? headers[3].Item1 : "x-absent";
            gateway.Simulator.Reset();

            var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, [.. headers.Select(header => $"{header.Item1}: {header.Item2}"), $"connection: {nominated}"]));

            Assert.Equal(200, answer.Status);
            var seen = Assert.Single(gateway.Simulator.Recorded);
            foreach (var (sent, text) in headers)
                Assert.Equal(NeverUpstream.Contains(sent) || sent == nominated ? [] : [text], seen.HeaderValues(sent));
        }, iter: 150, threads: 1);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);
}
