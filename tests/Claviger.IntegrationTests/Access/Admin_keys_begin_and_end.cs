using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>S16, R6: admin keys with scopes, an end and an owner; none may more or lives longer than what made it.</summary>
public sealed class Admin_keys_begin_and_end(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private TestGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task A_key_is_shown_once_and_is_held_to_its_scopes()
    {
        var (answer, made) = await fixture.SendAsync(HttpMethod.Post, "/admin_keys", AdminFixture.Bytes("""{"name":"reader","scopes":["keys.read","organization.read"]}"""));
        var (id, secret) = (made.GetProperty("admin_key").Text("id"), made.Text("secret"));

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(
            ["id", "type", "name", "status", "created_at", "created_by", "expires_at", "partial_key_hint", "owner", "scopes", "last_used_at"],
            made.GetProperty("admin_key").EnumerateObject().Select(field => field.Name));
        await Gateway.Ok(HttpMethod.Get, "/api_keys", key: secret);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/users", key: secret)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/api_keys", new { workspace_id = Gateway.WorkspaceId("Staging"), service = "x" }, secret)).Status);
        Assert.DoesNotContain(secret[5..30], (await Gateway.Ok(HttpMethod.Get, "/admin_keys/" + id)).ToString());
        Assert.DoesNotContain(secret[5..30], (await Gateway.Ok(HttpMethod.Get, "/admin_keys?limit=1000")).ToString());

        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + id, new { status = "inactive" });
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: secret)).Status);
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + id, new { status = "active", name = "reader-2" });
        await Gateway.Ok(HttpMethod.Get, "/me", key: secret);
        var archived = await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + id, new { status = "archived" });
        Assert.Equal(archived.ToString(), (await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + id, new { status = "archived" })).ToString());
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys/" + id, new { status = "active" })).Status);
    }

    [Fact]
    public async Task A_key_makes_none_that_may_more_or_lives_longer()
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(1);
        var maker = await Gateway.AdminKeyAsync(new { name = "maker", scopes = new[] { "admin_keys.create", "admin_keys.update", "keys.read" }, expires_at = end });

        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "all", expires_at = end }, maker.Secret)));
        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "more", scopes = new[] { "keys.create" }, expires_at = end }, maker.Secret)));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "longer", scopes = new[] { "keys.read" } }, maker.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "longer", scopes = new[] { "keys.read" }, expires_at = end.AddMinutes(1) }, maker.Secret)).Status);
        await Gateway.AdminKeyAsync(new { name = "child", scopes = new[] { "keys.read" }, expires_at = end.AddMinutes(-1) }, maker.Secret);

        // Nor does it become its maker, or wake a key that may more.
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "me", owner_type = "user", expires_at = end }, maker.Secret)).Status);
        var sleeping = await Gateway.AdminKeyAsync(new { name = "sleeping" });
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + sleeping.Id, new { status = "inactive" });
        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Post, "/admin_keys/" + sleeping.Id, new { status = "active" }, maker.Secret)));
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + sleeping.Id, new { status = "archived" }, maker.Secret); // taking away needs no more
    }

    [Fact]
    public async Task People_keep_keys_of_their_own_and_see_no_others()
    {
        var (one, other) = (await Gateway.JoinAsync("user"), await Gateway.JoinAsync("admin"));
        var second = await Gateway.AdminKeyAsync(new { name = "phone", owner_type = "user", scopes = new[] { "organization.read" } }, one.Secret);

        var listed = (await Gateway.Ok(HttpMethod.Get, "/admin_keys", key: one.Secret)).GetProperty("data").EnumerateArray().Select(key => key.Text("id"));
        Assert.Equal([one.KeyId, second.Id], listed);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, "/admin_keys/" + other.KeyId, key: one.Secret)).Status);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, "/admin_keys/" + other.KeyId, new { status = "archived" }, one.Secret)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "org" }, one.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "theirs", owner_type = "user", owner_id = other.Id }, one.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/admin_keys", new { name = "theirs", owner_type = "user", owner_id = one.Id }, other.Secret)).Status);
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + second.Id, new { status = "archived" }, one.Secret);
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + one.KeyId, new { status = "archived" }, other.Secret); // an admin may end anybody's
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["keys.everything"]}""", "scopes")]
    [InlineData("""{"name":"x","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"x","owner_type":"group"}""", "owner_type")]
    [InlineData("""{"name":"x","owner_type":"service_account"}""", "owner_id")]
    [InlineData("""{"name":"x","owner_id":"user_01x"}""", "owner_id")]
    [InlineData("""{"name":"x","secret":"clva_x"}""", "secret")]
    public async Task Faults_are_named(string body, string field)
    {
        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/admin_keys", body);
        Assert.Equal((400, field), (refused.Status, refused.Field));
    }

    [Fact]
    public async Task A_key_stops_at_the_instant_it_expires()
    {
        var clock = new FakeTime().Clock;
        await using var gateway = await TestGateway.StartAsync(clock: clock);
        var key = await gateway.AdminKeyAsync(new { name = "short", expires_at = clock.GetUtcNow().AddHours(3) });
        await gateway.Ok(HttpMethod.Get, "/me", key: key.Secret);

        clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(401, (await gateway.Refused(HttpMethod.Get, "/me", key: key.Secret)).Status);
        Assert.Equal("expired", (await gateway.Ok(HttpMethod.Get, "/admin_keys/" + key.Id)).Text("status"));
        Assert.Equal(400, (await gateway.Refused(HttpMethod.Post, "/admin_keys/" + key.Id, new { status = "active" })).Status);
        var invite = await gateway.Ok(HttpMethod.Post, "/invites", new { email = "late@example.org", role = "user" });
        clock.Advance(TimeSpan.FromDays(21));
        Assert.Equal(401, (await gateway.Refused(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite.Text("acceptance_token") }, key: "")).Status);
        Assert.Equal("expired", (await gateway.Ok(HttpMethod.Get, "/invites/" + invite.Text("id"))).Text("status"));
        await gateway.Ok(HttpMethod.Post, "/invites", new { email = "late@example.org", role = "user" });
    }

    private static (int, string?) Short((int Status, string Message, string? Code) refused) => (refused.Status, refused.Code);
}
