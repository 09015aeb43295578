using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>R18 through the console's forms: admin keys with scopes and an end, shown once, revoked by a fresh proof of identity.</summary>
public sealed partial class Admin_keys_are_kept : IAsyncLifetime
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
    public async Task A_key_is_held_to_what_was_chosen_and_its_secret_is_shown_once()
    {
        var made = await _visitor.PostAsync("/settings/admin-keys/new", ("name", "reader"), ("owner_type", "organization"), ("reach", "scopes"), ("scopes", "keys.read"), ("expires", "2027-02-21"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var (secret, id) = (Secret().Match(made.Html).Value, Id().Match(made.Html).Value);

        Assert.Equal(HttpStatusCode.OK, (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys", key: secret)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _gateway.AdminAsync(HttpMethod.Get, "/users", key: secret)).Status);
        var page = await _visitor.GetAsync($"/settings/admin-keys/{id}");
        Assert.Contains("See API keys", page.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/settings/admin-keys", $"/settings/admin-keys/{id}" }) Assert.DoesNotContain(secret, (await _visitor.GetAsync(path)).Html, StringComparison.Ordinal);

        await _visitor.DoneAsync($"/settings/admin-keys/{id}/name", ("name", "dashboards"));
        await _visitor.DoneAsync($"/settings/admin-keys/{id}/disable");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys", key: secret)).Status);
        await _visitor.DoneAsync($"/settings/admin-keys/{id}/enable");
        await _visitor.DoneAsync($"/settings/admin-keys/{id}/revoke");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys", key: secret)).Status);
        Assert.Contains("dashboards", (await _visitor.GetAsync("/settings/admin-keys?status=archived")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "", "1 to 100 characters", true)]
    [InlineData("expires", "soon", "must be a date", true)]
    [InlineData("expires", "2020-01-01", "in the future", true)]
    [InlineData("owner_type", "service_account", "choose a service account", true)]
    [InlineData("reach", "scopes", "must name a permission", false)]
    public async Task What_is_wrong_is_said_and_nothing_is_made(string field, string value, string says, bool besideField)
    {
        await _gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "deployer" });
        var before = await CountAsync();
        var fields = new Dictionary<string, string> { ["name"] = "key", ["owner_type"] = "organization", [field] = value };
        await _visitor.RefusedAsync("/settings/admin-keys/new", says, besideField, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Some_time_after_signing_in_it_takes_a_proof_of_identity()
    {
        var (id, secret) = await _gateway.AdminKeyAsync(new { name = "old" });
        _time.Clock.Advance(TimeSpan.FromMinutes(15));
        await _visitor.RefusedAsync("/settings/admin-keys/new", "some time since you signed in", true, ("name", "new"), ("owner_type", "organization"));
        var asked = await _visitor.PostAsync($"/settings/admin-keys/{id}/revoke");
        Assert.Contains("Revoke old?", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys", key: secret)).Status);
    }

    [Fact]
    public async Task A_member_keeps_their_own_and_sees_no_others()
    {
        var (others, _) = await _gateway.AdminKeyAsync(new { name = "organization-wide" });
        var person = await _gateway.JoinAsync("developer");
        using var member = await _gateway.EnterAsync(person);
        var list = await member.GetAsync("/settings/admin-keys");
        Assert.Contains("Your admin keys", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("organization-wide", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/settings/admin-keys/{others}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.PostAsync($"/settings/admin-keys/{others}/revoke")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.PostAsync("/settings/admin-keys/new", ("name", "wide"), ("owner_type", "organization"))).Status);

        var made = await member.PostAsync("/settings/admin-keys/new", ("name", "laptop"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Contains("laptop", (await member.GetAsync("/settings/admin-keys")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_walked_whole()
    {
        for (var i = 0; i < 70; i++) await _gateway.AdminKeyAsync(new { name = $"script-{i:00}" });
        var names = new List<string>();
        for (var path = "/settings/admin-keys?owner=organization"; ;)
        {
            var page = await _visitor.GetAsync(path);
            names.AddRange(Name().Matches(page.Html).Select(match => match.Value));
            if (Regex.Match(page.Html, "rel=\"next\" href=\"/console([^\"]+)\"") is not { Success: true } next) break;
            path = WebUtility.HtmlDecode(next.Groups[1].Value);
        }

        Assert.Equal(70, names.Count);
        Assert.Equal(70, names.Distinct().Count());
    }

    private async Task<int> CountAsync() => (await _gateway.Ok(HttpMethod.Get, "/admin_keys?limit=1000")).GetProperty("data").GetArrayLength();

    [GeneratedRegex("clva_[0-9A-Za-z]{20,}")]
    private static partial Regex Secret();

    [GeneratedRegex("adminkey_[0-9A-Za-z]+")]
    private static partial Regex Id();

    [GeneratedRegex("script-[0-9]{2}(?=</a>)")]
    private static partial Regex Name();
}
