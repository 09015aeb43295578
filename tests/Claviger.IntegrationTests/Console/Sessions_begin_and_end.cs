using System.Net;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>ASVS V7: a session ends by idleness, by age, by its owner, and with its owner.</summary>
public sealed class Sessions_begin_and_end
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task The_cookie_is_of_this_host_and_no_script_reads_it()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        var parts = visitor.SetCookie!.Split("; ");
        Assert.Matches("^__Host-claviger=[A-Za-z0-9_-]{43}$", parts[0]);
        Assert.Equal(["httponly", "max-age=43200", "path=/", "samesite=lax", "secure"], parts.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Half_an_hour_idle_is_the_end()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        for (var i = 0; i < 3; i++)
        {
            _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/keys")).Status);
        }

        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(31));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/keys")).Status);
    }

    [Fact]
    public async Task Twelve_hours_are_the_end_however_busy()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        for (var minutes = 0; minutes < 700; minutes += 20)
        {
            _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
        }

        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(20));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_it_for_whoever_has_the_cookie()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        using var thief = new ConsoleVisitor(gateway) { Cookie = visitor.Cookie };
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/keys")).Status);

        var left = await visitor.PostAsync("/sign-out");
        Assert.Equal("/console/sign-in", left.Location);
        Assert.Null(visitor.Cookie);
        Assert.Equal(HttpStatusCode.SeeOther, (await thief.GetAsync("/keys")).Status);
    }

    [Fact]
    public async Task A_fresh_proof_gives_a_new_token_and_ends_the_old_one()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        const string first = "correct horse battery staple", second = "another horse battery staple";
        await visitor.PostAsync("/account/password", ("password", first), ("again", first));
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(11));
        var stale = await visitor.GetAsync("/account");
        Assert.Contains("Confirm that it is you", stale.Text, StringComparison.Ordinal);
        using var thief = new ConsoleVisitor(gateway) { Cookie = visitor.Cookie };

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync("/account/password", ("password", second), ("again", second))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/account/password", ("password", second), ("again", second), ("confirm_password", "wrong"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/account/password", ("password", second), ("again", second), ("confirm_password", first))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await thief.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Without_a_password_an_admin_key_that_may_all_of_it_proves_who_sits_there()
    {
        await using var gateway = await TestGateway.StartAsync(clock: _time.Clock);
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        var (_, narrow) = await gateway.AdminAsync(HttpMethod.Post, "/admin_keys", new { name = "narrow", scopes = new[] { "keys.read" } });
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(11));
        (string, string)[] form = [("workspace", gateway.Key.ApiKey.Scope.WorkspaceId), ("service", "later")];
        Assert.Contains("or an admin key", (await visitor.GetAsync("/keys/new")).Text, StringComparison.Ordinal);
        foreach (var wrong in new[] { "correct horse battery", gateway.Key.Secret, narrow.GetProperty("secret").GetString()! })
            Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/keys/new", [.. form, ("confirm_password", wrong)])).Status);

        var made = await visitor.PostAsync("/keys/new", [.. form, ("confirm_password", gateway.AdminKey)]);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Contains("clvk_", made.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.AdminKey, made.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leaves_is_out_with_the_act()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        using var visitor = await ConsoleVisitor.SignedInAsync(gateway);
        var (_, invite) = await gateway.AdminAsync(HttpMethod.Post, "/invites", new { email = "second@example.com", role = "developer" });
        var (_, accepted) = await gateway.AdminAsync(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite.GetProperty("acceptance_token").GetString(), name = "Second" });
        using var second = new ConsoleVisitor(gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await second.PostAsync("/sign-in/key", ("key", accepted.GetProperty("secret").GetString()!))).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/account")).Status);

        await gateway.AdminAsync(HttpMethod.Delete, $"/users/{accepted.GetProperty("user").GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.SeeOther, (await second.GetAsync("/account")).Status);
        await using var connection = gateway.Store.Open();
        Assert.Equal(1, await Dapper.SqlMapper.QuerySingleAsync<long>(connection, "SELECT COUNT(*) FROM console_sessions"));
    }
}
