using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S6, S14 through the console's forms, with what they refuse.</summary>
public sealed partial class Limits_are_seen_and_set : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync(clock: _time.Clock));

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_limit_is_set_for_each_scope_that_one_can_name()
    {
        var person = await _gateway.JoinAsync("user");
        Assert.Contains("No limits yet", (await _visitor.GetAsync("/limits")).Text, StringComparison.Ordinal);
        await SetAsync("organization", null, "1,000");
        await SetAsync("workspace", _gateway.WorkspaceId("Production"), "$500");
        var ofKey = await SetAsync("api_key", _gateway.Key.ApiKey.Name, "12.50");
        await SetAsync("user", person.Email, "80");

        Assert.Equal("1250", (await _gateway.Ok(HttpMethod.Get, $"/spend_limits/{ofKey}")).GetProperty("amount").GetString());
        var all = await _visitor.GetAsync("/limits");
        foreach (var name in new[] { "The organization", "Production", _gateway.Key.ApiKey.Name, "$12.50", "$1,000.00" }) Assert.Contains(name, all.Text, StringComparison.Ordinal);
        Assert.Single(Links().Matches((await _visitor.GetAsync("/limits?scope=api_key&sort=newest")).Html));
        Assert.Equal(2, Links().Count((await _visitor.GetAsync($"/limits?workspace={_gateway.WorkspaceId("Production")}")).Html));
        Assert.Contains("No limit matches", (await _visitor.GetAsync("/limits?period=daily")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api_key", "no-such-key", "5", "monthly", "check the spelling")]
    [InlineData("user", "nobody@example.org", "5", "monthly", "check the spelling")]
    [InlineData("workspace", "", "5", "monthly", "choose one")]
    [InlineData("organization", "", "lots", "monthly", "plain digits")]
    [InlineData("organization", "", "", "monthly", "dollars")]
    [InlineData("organization", "", "5", "yearly", "not one of")]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_set(string scope, string target, string amount, string period, string says)
    {
        var page = await _visitor.PostAsync("/limits/new", ("scope", scope), ("target", target), ("amount", amount), ("period", period), ("mode", "hard"), ("at_cap", "reserve"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(says, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("aria-invalid=\"true\"", page.Html, StringComparison.Ordinal);
        Assert.Empty((await _gateway.Ok(HttpMethod.Get, "/spend_limits")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_limit_that_is_there_is_not_set_again_by_mistake()
    {
        var id = await SetAsync("organization", null, "100");
        var again = await _visitor.PostAsync("/limits/new", ("scope", "organization"), ("amount", "900"), ("period", "monthly"), ("mode", "hard"), ("at_cap", "reserve"));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("change that one", again.Text, StringComparison.Ordinal);
        Assert.Equal("10000", await AmountAsync(id));
    }

    [Fact]
    public async Task What_lets_more_be_spent_asks_for_a_fresh_proof_and_what_takes_less_does_not()
    {
        var id = await SetAsync("organization", null, "100");
        await _visitor.PostAsync("/account/password", ("password", "correct horse battery"), ("again", "correct horse battery"));
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(11));
        await DoneAsync($"/limits/{id}", ("amount", "90"), ("mode", "hard"), ("at_cap", "reserve"));
        Assert.Equal("9000", await AmountAsync(id));

        (string, (string, string)[])[] acts =
        [
            ($"/limits/{id}", [("amount", "900"), ("mode", "hard"), ("at_cap", "reserve")]), ($"/limits/{id}", [("amount", "90"), ("mode", "soft"), ("at_cap", "reserve")]),
            ($"/limits/{id}/suspend", [("hours", "4")]), ($"/limits/{id}/grants", [("grant", "50"), ("ends", "7")]), ($"/limits/{id}/delete", []),
        ];
        foreach (var (path, fields) in acts) Assert.Contains("confirm_password", (await _visitor.PostAsync(path, fields)).Html, StringComparison.Ordinal);
        var stands = await _gateway.Ok(HttpMethod.Get, $"/spend_limits/{id}");
        Assert.Equal(("9000", "hard", true, 0), (stands.Text("amount"), stands.Text("mode"), stands.GetProperty("is_enabled").GetBoolean(), stands.GetProperty("grants").GetArrayLength()));

        await DoneAsync($"/limits/{id}", ("amount", "900"), ("mode", "hard"), ("at_cap", "reserve"), ("confirm_password", "correct horse battery"));
        Assert.Equal("90000", await AmountAsync(id));
    }

    [Fact]
    public async Task Extra_is_granted_and_ended_and_the_limit_suspended_resumed_and_deleted()
    {
        var id = await SetAsync("organization", null, "100");
        var wrong = await _visitor.PostAsync($"/limits/{id}/grants", ("grant", "none"), ("ends", "7"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Single(Invalid().Matches(wrong.Html)); // of the grant's form, not of the amount's

        var granted = await DoneAsync($"/limits/{id}/grants", ("grant", "50"), ("ends", "period"), ("reason", "release week"));
        Assert.Contains("release week", granted.Text, StringComparison.Ordinal);
        Assert.Contains("$150.00", granted.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _visitor.PostAsync($"/limits/{id}/grants", ("grant", "5"), ("ends", "1"))).Status);
        var grant = Regex.Match(granted.Html, $"/console/limits/{id}/grants/([^/]+)/end").Groups[1].Value;
        Assert.DoesNotContain("$150.00", (await DoneAsync($"/limits/{id}/grants/{grant}/end")).Text, StringComparison.Ordinal);

        Assert.Contains("Refuses nothing until", (await DoneAsync($"/limits/{id}/suspend", ("hours", "4"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Refuses nothing until", (await DoneAsync($"/limits/{id}/resume")).Text, StringComparison.Ordinal);
        Assert.Contains("The spend limit is gone", (await DoneAsync($"/limits/{id}/delete")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/limits/{id}")).Status);
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_form_and_is_refused()
    {
        var id = await SetAsync("workspace", _gateway.WorkspaceId("Production"), "100");
        var other = await SetAsync("workspace", _gateway.WorkspaceId("Staging"), "100");
        var person = await _gateway.JoinAsync("user", _gateway.WorkspaceId("Production"), "workspace_developer");
        using var visitor = await EnterAsync(person);

        var list = await visitor.GetAsync("/limits");
        Assert.Contains(id, list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(other, list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/limits/new", list.Html, StringComparison.Ordinal);
        var page = await visitor.GetAsync($"/limits/{id}");
        Assert.DoesNotContain("name=\"amount\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/limits/{other}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/limits/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/limits/{id}", ("amount", "900"), ("mode", "hard"), ("at_cap", "reserve"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/limits/{id}/delete")).Status);
        Assert.Equal("10000", await AmountAsync(id));
    }

    [Fact]
    public async Task A_request_is_shown_approved_until_the_period_ends_or_denied()
    {
        var person = await _gateway.JoinAsync("user");
        var id = await SetAsync("user", person.Email, "50");
        Assert.Contains("Nothing waits", (await _visitor.GetAsync("/limits/requests")).Text, StringComparison.Ordinal);
        var first = await AskAsync(person, "8000");
        var list = await _visitor.GetAsync("/limits/requests");
        foreach (var says in new[] { "evaluation", "$80.00", "$50.00" }) Assert.Contains(says, list.Text, StringComparison.Ordinal);

        var wrong = await _visitor.PostAsync($"/limits/requests/{first}/approve", ("amount", "20"), ("until_period_end", "true"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("aria-invalid=\"true\"", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("Approved", (await DoneAsync($"/limits/requests/{first}/approve", ("amount", "70"), ("until_period_end", "true"))).Text, StringComparison.Ordinal);
        Assert.Equal("5000", await AmountAsync(id));
        Assert.Contains("$70.00", (await _visitor.GetAsync($"/limits/{id}")).Text, StringComparison.Ordinal);

        var second = await AskAsync(person, "9000");
        await DoneAsync($"/limits/requests/{second}/deny");
        var decided = await _visitor.GetAsync("/limits/requests");
        Assert.Contains("denied", decided.Text, StringComparison.Ordinal);
        Assert.Contains("approved", decided.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync($"/limits/requests/{first}/approve", ("amount", "90"))).Status);

        using var visitor = await EnterAsync(person);
        var third = await AskAsync(person, "9500");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/limits/requests/{third}/approve", ("amount", "95"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/limits/requests/{third}/deny")).Status);
    }

    [Fact]
    public async Task Newest_first_walks_them_all()
    {
        for (var i = 0; i < 60; i++) await _gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = (await _gateway.CreateKeyAsync("Production", "production", $"svc-{i:00}")).ApiKey.Id }, period = "monthly", amount = $"{100 + i}" });
        var seen = new List<string>();
        var path = "/limits?sort=newest";
        while (true)
        {
            var page = await _visitor.GetAsync(path);
            seen.AddRange(Links().Matches(page.Html).Select(match => match.Value));
            if (Regex.Match(page.Html, "rel=\"next\" href=\"/console([^\"]+)\"") is not { Success: true } next) break;
            path = WebUtility.HtmlDecode(next.Groups[1].Value);
        }

        Assert.Equal(60, seen.Distinct().Count());
        Assert.Equal(60, seen.Count);
        Assert.Equal(60, Links().Count((await _visitor.GetAsync("/limits")).Html));
    }

    private async Task<string> SetAsync(string scope, string? target, string amount)
    {
        var sent = await _visitor.PostAsync("/limits/new", ("scope", scope), ("target", target ?? ""), ("amount", amount), ("period", "monthly"), ("mode", "hard"), ("at_cap", "reserve"));
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Text);
        return Regex.Match(sent.Location!, "/limits/([^?]+)").Groups[1].Value;
    }

    private async Task<string> AskAsync(Person person, string amount) =>
        (await _gateway.Ok(HttpMethod.Post, "/spend_limit_increase_requests", new { amount, reason = "evaluation" }, person.Secret)).GetProperty("id").GetString()!;

    private async Task<string?> AmountAsync(string id) => (await _gateway.Ok(HttpMethod.Get, $"/spend_limits/{id}")).GetProperty("amount").GetString();

    private async Task<ConsolePageSeen> DoneAsync(string path, params (string Name, string Value)[] fields)
    {
        var sent = await _visitor.PostAsync(path, fields);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Text);
        return await _visitor.GetAsync(sent.Location!["/console".Length..]);
    }

    private async Task<ConsoleVisitor> EnterAsync(Person person)
    {
        var visitor = new ConsoleVisitor(_gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", person.Secret))).Status);
        await visitor.GetAsync("/account");
        return visitor;
    }

    [GeneratedRegex("(?<=<td class=\"name\"><a href=\"/console/limits/)[^\"]+")]
    private static partial Regex Links();

    [GeneratedRegex("aria-invalid=\"true\"")]
    private static partial Regex Invalid();
}
