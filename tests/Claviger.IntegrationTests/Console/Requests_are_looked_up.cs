using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>The request log in the console: what went through, what it cost, and never a word of it.</summary>
public sealed class Requests_are_looked_up : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());
        await SendAsync(_gateway.Key.Secret);
        await SendAsync(_gateway.OtherKey.Secret);
        await _gateway.RowsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task By_key_workspace_owner_model_and_outcome()
    {
        Assert.Equal(2, Count(await _visitor.GetAsync("/requests")));
        foreach (var (query, count) in new[]
        {
            ("key=" + _gateway.Key.ApiKey.Id, 1), ("key=staging", 1), ("key=nothing-like-it", 0), ("workspace=" + _gateway.Key.ApiKey.Scope.WorkspaceId, 1), ("workspace=wrkspc_01nosuch", 0),
            ("member=" + _gateway.AdminAddress(), 2), ("member=user_01nosuch", 0), ("outcome=completed", 2), ("outcome=bad", 0), ("model=claude-nothing", 0), ("to=2020-01-01", 0), ("from=2020-01-01", 2),
        })
        {
            var page = await _visitor.GetAsync("/requests?" + query);
            Assert.Equal((HttpStatusCode.OK, count), (page.Status, Count(page)));
            if (count == 0) Assert.Contains("No request matches", page.Text, StringComparison.Ordinal);
        }

        foreach (var bad in new[] { "member=nobody@example.com", "outcome=nonsense", "from=soon" }) Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.GetAsync("/requests?" + bad)).Status);
    }

    [Fact]
    public async Task One_request_shows_how_its_exact_cost_comes_about()
    {
        var id = Regex.Match((await _visitor.GetAsync("/requests?key=prod")).Html, "/console/requests/(req_[0-9A-Za-z]+)").Groups[1].Value;
        Assert.Equal("/console/requests/" + id, (await _visitor.GetAsync("/requests?id=" + id)).Location);
        var page = await _visitor.GetAsync("/requests/" + id);
        var row = (await _gateway.AdminAsync(HttpMethod.Get, "/request_log?request_id=" + id)).Body.GetProperty("data")[0];
        Assert.Contains(Core.MoneyText.Cents(row.GetProperty("cost_cents").GetString()!, out _).ToString(), page.Text, StringComparison.Ordinal);
        Assert.Contains("The classes add up to the cost", page.Text, StringComparison.Ordinal);
        Assert.Contains(_gateway.Key.ApiKey.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_is_told_from_what_never_was()
    {
        using var wrong = _gateway.Message(model: "claude-nothing-such");
        using var refused = await _gateway.Http.SendAsync(wrong);
        Assert.False(refused.IsSuccessStatusCode);
        Assert.Contains("refused it before it was sent", (await _visitor.GetAsync("/requests/" + refused.Headers.GetValues("request-id").First())).Text, StringComparison.Ordinal);
        Assert.Contains("no id of a request", (await _visitor.GetAsync("/requests/nonsense")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_one_workspace_sees_no_request_of_another()
    {
        using var outsider = await _gateway.SignedInAsAsync("developer");
        var id = Regex.Match((await _visitor.GetAsync("/requests?key=prod")).Html, "/console/requests/(req_[0-9A-Za-z]+)").Groups[1].Value;
        Assert.Equal(0, Count(await outsider.GetAsync("/requests")));
        Assert.DoesNotContain(_gateway.Key.ApiKey.Name, (await outsider.GetAsync("/requests/" + id)).Text, StringComparison.Ordinal);
        using var user = await _gateway.SignedInAsAsync("user", "third@example.com");
        Assert.Equal(HttpStatusCode.Forbidden, (await user.GetAsync("/requests/" + id)).Status);
    }

    private static int Count(ConsolePageSeen page) => Regex.Count(page.Html, "<td class=\"when\"><a href=\"/console/requests/req_");

    private async Task SendAsync(string key)
    {
        using var message = _gateway.Message(key: key);
        using var answer = await _gateway.Http.SendAsync(message);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
