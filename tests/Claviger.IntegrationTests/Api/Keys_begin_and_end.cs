using System.Text.Json;
using Claviger.Core.Keys;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Keys_begin_and_end(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static readonly string[] Fields =
    [
        "id", "type", "name", "status", "created_at", "created_by", "expires_at", "partial_key_hint", "principal", "scope",
        "service", "environment", "owner", "models", "networks", "max_tokens_ceiling", "tier", "last_used_at",
    ];

    [Fact]
    public async Task A_new_key_shows_its_secret_once_and_all_its_fields_always()
    {
        var service = AdminFixture.Service();
        var made = await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service });
        var (key, secret) = (made.GetProperty("api_key"), made.GetProperty("secret").GetString()!);

        Assert.Equal(["api_key", "secret"], made.EnumerateObject().Select(field => field.Name));
        Assert.Equal(Fields, key.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("api_key", $"prod-{service}", "active", "production"), (Text(key, "type"), Text(key, "name"), Text(key, "status"), Text(key, "environment")));
        Assert.Equal(KeyToken.Hint(secret), Text(key, "partial_key_hint"));
        foreach (var empty in new[] { "expires_at", "principal", "max_tokens_ceiling" }) Assert.Equal(JsonValueKind.Null, key.GetProperty(empty).ValueKind);
        foreach (var actor in new[] { "owner", "created_by" }) Assert.Equal("user", Text(key.GetProperty(actor), "type"));

        var id = Text(key, "id");
        var read = await fixture.GetAsync($"/api_keys/{id}");
        Assert.Equal(key.ToString(), read.ToString());
        var listed = (await fixture.GetAsync("/api_keys?limit=1000")).GetProperty("data").EnumerateArray().Single(item => Text(item, "id") == id);
        Assert.Equal(key.ToString(), listed.ToString());
        var updated = await fixture.PostAsync($"/api_keys/{id}", new { max_tokens_ceiling = 100 });
        foreach (var answer in new[] { read, listed, updated }) Assert.DoesNotContain(secret[16..59], answer.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, await fixture.MessageStatusAsync(fixture.Gateway.Key.Secret));
    }

    [Fact]
    public async Task Disabled_refuses_enabled_admits_revoked_is_for_good()
    {
        var (id, secret) = await MakeAsync();
        Assert.Equal(200, await fixture.MessageStatusAsync(secret));
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("inactive", Text(await fixture.PostAsync($"/api_keys/{id}", new { status = "inactive" }), "status"));
            Assert.Equal(401, await fixture.MessageStatusAsync(secret));
            Assert.Equal("active", Text(await fixture.PostAsync($"/api_keys/{id}", new { status = "active" }), "status"));
            Assert.Equal(200, await fixture.MessageStatusAsync(secret));
        }

        Assert.Equal("archived", Text(await fixture.PostAsync($"/api_keys/{id}", new { status = "archived" }), "status"));
        Assert.Equal(401, await fixture.MessageStatusAsync(secret));
        foreach (var revival in new object[] { new { status = "active" }, new { status = "inactive" }, new { name = "prod-other" }, new { status = "archived", max_tokens_ceiling = 5 } })
            Assert.Equal((400, "status: this key is archived, for good: create a new one"), Short(await fixture.RefusedAsync(HttpMethod.Post, $"/api_keys/{id}", revival)));
        Assert.Equal("archived", Text(await fixture.PostAsync($"/api_keys/{id}", new { status = "archived" }), "status"));
        Assert.Equal("archived", Text(await fixture.GetAsync($"/api_keys/{id}"), "status"));
    }

    [Fact]
    public async Task Every_call_that_starts_after_a_revocation_is_refused()
    {
        for (var round = 0; round < 5; round++)
        {
            var (id, secret) = await MakeAsync();
            await fixture.PostAsync($"/api_keys/{id}", new { status = "archived" });
            var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.MessageStatusAsync(secret)));
            Assert.All(statuses, status => Assert.Equal(401, status));
        }
    }

    [Fact]
    public async Task Rules_are_set_kept_and_lifted()
    {
        var (id, secret) = await MakeAsync();
        var set = await fixture.PostAsync($"/api_keys/{id}", new { models = new[] { "claude-opus-*" }, networks = new[] { "10.0.0.0/8", "2001:db8::/32" }, max_tokens_ceiling = 100 });
        Assert.Equal("""["claude-opus-*"]|["10.0.0.0/8","2001:db8::/32"]|100""", $"{set.GetProperty("models")}|{set.GetProperty("networks")}|{set.GetProperty("max_tokens_ceiling")}");
        Assert.Equal(403, await fixture.MessageStatusAsync(secret));

        var kept = await fixture.PostAsync($"/api_keys/{id}", new { networks = Array.Empty<string>() });
        Assert.Equal("""["claude-opus-*"]|[]|100""", $"{kept.GetProperty("models")}|{kept.GetProperty("networks")}|{kept.GetProperty("max_tokens_ceiling")}");
        Assert.Equal(403, await fixture.MessageStatusAsync(secret));

        await fixture.PostAsync($"/api_keys/{id}", new { models = Array.Empty<string>(), max_tokens_ceiling = 0 });
        Assert.Equal(200, await fixture.MessageStatusAsync(secret));
    }

    [Fact]
    public async Task A_key_whose_model_lost_its_price_can_still_be_revoked()
    {
        var (id, secret) = await MakeAsync();
        using (var store = fixture.Open()) store.Execute("""UPDATE api_keys SET models = '["claude-gone-1"]' WHERE id = @id""", new { id });

        Assert.Equal("archived", Text(await fixture.PostAsync($"/api_keys/{id}", new { status = "archived" }), "status"));
        Assert.Equal(401, await fixture.MessageStatusAsync(secret));
    }

    [Fact]
    public async Task A_name_is_taken_while_its_key_lives()
    {
        var service = AdminFixture.Service();
        var body = new { workspace_id = fixture.WorkspaceId("Production"), service };
        var made = await fixture.PostAsync("/api_keys", body);

        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/api_keys", body);
        Assert.Equal((409, "conflict_error", "name"), (refused.Status, refused.Type, refused.Field));
        Assert.Contains("one key per service and environment; revoke or rotate that one", refused.Message);
        await fixture.PostAsync($"/api_keys/{Text(made.GetProperty("api_key"), "id")}", new { status = "archived" });
        await fixture.PostAsync("/api_keys", body);
    }

    [Fact]
    public async Task In_the_default_workspace_a_key_names_its_environment()
    {
        var workspace_id = fixture.WorkspaceId("Default");
        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/api_keys", new { workspace_id, service = "backend" });
        Assert.Equal((400, "environment"), (refused.Status, refused.Field));

        var service = AdminFixture.Service();
        var made = await fixture.PostAsync("/api_keys", new { workspace_id, service, environment = "qa" });
        Assert.Equal($"qa-{service}", Text(made.GetProperty("api_key"), "name"));
    }

    [Fact]
    public async Task A_key_expires_on_time_and_cannot_be_revived()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        await using var gateway = await TestGateway.StartAsync(clock: clock);
        var end = clock.GetUtcNow().AddMinutes(5);
        var key = await gateway.CreateKeyAsync("Production", "production", "short-lived", request => request with { ExpiresAt = end });
        var path = $"/api_keys/{key.ApiKey.Id}";

        clock.SetUtcNow(end.AddTicks(-1));
        Assert.Equal(("active", 200), await StateAsync());
        clock.SetUtcNow(end);
        Assert.Equal(("expired", 401), await StateAsync());
        var (status, answer) = await gateway.AdminAsync(HttpMethod.Post, path, new { status = "active" });
        Assert.Equal((400, "status: this key has expired and can't be revived: create a new one"), Short(AdminFixture.Read((int)status, answer)));
        foreach (var (filter, found) in new[] { ("expired", 1), ("active", 2), ("inactive", 0), ("archived", 0) })
            Assert.Equal(found, (await gateway.AdminAsync(HttpMethod.Get, "/api_keys?status=" + filter)).Body.GetProperty("data").GetArrayLength());
        Assert.Equal(2, (await gateway.AdminAsync(HttpMethod.Get, "/status")).Body.GetProperty("active_keys").GetInt32());
        Assert.Equal("archived", Text((await gateway.AdminAsync(HttpMethod.Post, path, new { status = "archived" })).Body, "status"));

        async Task<(string, int)> StateAsync()
        {
            using var answer = await gateway.Http.SendAsync(gateway.Message(key: key.Secret));
            return (Text((await gateway.AdminAsync(HttpMethod.Get, path)).Body, "status"), (int)answer.StatusCode);
        }
    }

    private async Task<(string Id, string Secret)> MakeAsync()
    {
        var made = await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service() });
        return (Text(made.GetProperty("api_key"), "id"), made.GetProperty("secret").GetString()!);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static (int, string) Short((int Status, string Type, string? Field, string Message) refused) => (refused.Status, refused.Message);
}
