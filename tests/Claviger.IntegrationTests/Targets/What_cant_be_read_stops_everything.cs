using System.Net;
using Xunit;

namespace Claviger.IntegrationTests.Targets;

/// <summary>Nothing is planned on what is known by half: no list that failed counts as an empty one.</summary>
public sealed class What_cant_be_read_stops_everything
{
    private const string Fault = """{"type":"error","error":{"type":"api_error","message":"broken"}}""";

    [Theory]
    [InlineData("/users", 400, "400: broken", 1)]
    [InlineData("/members", 403, "403: broken", 4)]
    [InlineData("/spend_limits", 500, "500: broken", 3)]
    [InlineData("/rate_limits", 429, "429: broken", 3)]
    [InlineData("/api_keys", 401, "401: broken", 4)]
    public async Task A_list_that_fails(string path, int status, string said, int code)
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ExportAsync();
        bench.Between = inner => new Instead(inner, path, (HttpStatusCode)status, Fault);
        foreach (var command in new[] { new[] { "plan", bench.File, "--target", "anthropic" }, ["apply", bench.File, "--target", "anthropic", "--yes", "--allow-delete"], ["offboard", "grace@example.com", "--target", "anthropic", "--yes"] })
        {
            var (exit, _, error) = await bench.RunAsync(command);
            Assert.Equal(code, exit);
            Assert.Contains(said, error);
        }

        Assert.Empty(bench.Writes);
    }

    [Fact]
    public async Task Spend_limits_that_a_plan_does_not_include_are_not_taken_for_none()
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ExportAsync();
        bench.Between = inner => new Instead(inner, "/spend_limits", HttpStatusCode.Forbidden, Fault);
        var (exit, text, _) = await bench.PlanAsync("--allow-delete");
        Assert.Equal(0, exit);
        Assert.Contains("spend limits are a preview at Anthropic, and not for this organization yet", text.ReplaceLineEndings(" ").Replace("       ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_that_never_end()
    {
        await using var bench = await AnthropicBench.StartAsync();
        bench.Between = inner => new Instead(inner, "/users", HttpStatusCode.OK, """{"data":[{"id":"user_01a","type":"user","email":"a@example.com","name":"a","role":"user","added_at":"2026-10-01T00:00:00Z"}],"has_more":true,"first_id":"user_01a","last_id":"user_01a"}""");
        var (exit, _, error) = await bench.RunAsync("scan", "anthropic", "--export", "-");
        Assert.Equal(1, exit);
        Assert.Contains("the pages of a list don't end", error);
    }

    [Theory]
    [InlineData(null, "Set ANTHROPIC_ADMIN_KEY")]
    [InlineData("sk-ant-admin01-wrong", "must hold a working Admin API key")]
    [InlineData("sk-ant-api03-ordinary", "holds an ordinary API key (sk-ant-api…)")]
    public async Task A_key_that_is_none(string? key, string hint)
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ExportAsync();
        bench.Key = key;
        var (exit, _, error) = await bench.PlanAsync();
        Assert.Equal(4, exit);
        Assert.Contains(hint, error.ReplaceLineEndings(" "));
    }

    /// <summary>Answers reads of one list by itself.</summary>
    private sealed class Instead(HttpMessageHandler inner, string path, HttpStatusCode status, string body) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            if (request.Method != HttpMethod.Get || !request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)) return base.SendAsync(request, ct);
            var answer = new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"), RequestMessage = request };
            answer.Headers.Add("retry-after-ms", "1"); // the official client's own attempts
            return Task.FromResult(answer);
        }
    }
}
