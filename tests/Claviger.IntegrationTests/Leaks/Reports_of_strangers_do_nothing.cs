using System.Text;
using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>The route is open to the internet: only a signature of GitHub's opens it, and it says nothing else to anybody.</summary>
public sealed class Reports_of_strangers_do_nothing
{
    [Fact]
    public async Task One_answer_for_unsigned_unknown_and_wrong_whatever_they_report()
    {
        using var github = new GitHubSigner();
        using var other = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var body = GitHubSigner.Body(gateway.Key.Secret);
        var answers = new List<string>();
        foreach (var change in new Action<HttpRequestMessage>[]
        {
            request => request.Headers.Remove("Github-Public-Key-Signature"),
            request => request.Headers.Remove("Github-Public-Key-Identifier"),
            request => request.Headers.Clear(),
            request => Set(request, "Github-Public-Key-Identifier", other.Identifier),
            request => Set(request, "Github-Public-Key-Signature", "AAAA"),
            request => Set(request, "Github-Public-Key-Signature", "no base64"),
            request => Set(request, "Github-Public-Key-Signature", new string('A', 4_000)),
            request => request.Headers.Add("Github-Public-Key-Identifier", github.Identifier),
            request => request.Content = new ByteArrayContent([.. body, (byte)'\n']),
            request => request.Content = new ByteArrayContent(body[..^1]),
            request => request.Content = new ByteArrayContent([]),
            request => request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("no JSON")), // not parsed either, or this were a 400
        }) answers.Add(await SendAsync(gateway, github.Request(body), change));
        // Signed by somebody else's key under GitHub's identifier.
        answers.Add(await SendAsync(gateway, other.Request(body), request => Set(request, "Github-Public-Key-Identifier", github.Identifier)));

        Assert.Single(answers.Distinct());
        Assert.StartsWith("401 ", answers[0]);
        Assert.Equal(200, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
        Assert.Empty(Leaked_tokens_are_ended.Entries(gateway));
    }

    [Fact]
    public async Task A_signed_body_that_is_no_report_is_a_fault_and_not_a_500()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        foreach (var body in new[] { "", "{}", "null", "[", "[1]]", new string('[', 100_000), "\0", "\"clvk_\"" })
            Assert.Equal(400, (await github.SendAsync(gateway, Encoding.UTF8.GetBytes(body))).Status);
        foreach (var body in new[] { "[]", "[null,1,\"x\",[],{}]", "[{\"token\":null}]", "[{\"token\":\"clvk_\\u0000\"}]" })
            Assert.Equal(200, (await github.SendAsync(gateway, Encoding.UTF8.GetBytes(body))).Status);
    }

    [Fact]
    public async Task Larger_than_its_limit_is_refused_before_it_is_read()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        using var request = github.Request(new byte[(16 << 20) + 1]);
        request.Headers.ExpectContinue = true;
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing_at_its_path()
    {
        using var github = new GitHubSigner();
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(404, (await github.SendAsync(gateway, GitHubSigner.Body(gateway.Key.Secret))).Status);
        Assert.Equal(200, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
        using var beside = await gateway.Http.PostAsync("/v1/secret_scanning/gitlab", null);
        Assert.Equal(401, (int)beside.StatusCode);
        Assert.Equal(401, (await gateway.Refused(HttpMethod.Get, "/../secret_scanning/github", key: "")).Status);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Status and body, without the id that differs by call.</summary>
    private static async Task<string> SendAsync(TestGateway gateway, HttpRequestMessage request, Action<HttpRequestMessage> change)
    {
        using (request)
        {
            change(request);
            using var answer = await gateway.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return $"{(int)answer.StatusCode} {text.Replace(JsonSerializer.Deserialize<JsonElement>(text).Text("request_id"), "", StringComparison.Ordinal)}";
        }
    }
}
