using System.Text.Json;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Limits;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Keys;

/// <summary>R12: two secrets, one record; the old one's end is kept to the tick; "leaked" means now.</summary>
public sealed class Keys_are_rotated : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(clock: _time.Clock);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private string KeyId => _gateway.Key.ApiKey.Id;

    private string Old => _gateway.Key.Secret;

    private DateTimeOffset Now => _time.Clock.GetUtcNow();

    [Fact]
    public async Task Both_secrets_are_the_same_key_until_an_overlap_after_the_first_use_of_the_new_one()
    {
        var rotated = await RotateAsync();
        var @new = Text(rotated, "secret");
        Assert.Equal(KeyId, Text(rotated.GetProperty("api_key"), "id"));
        Assert.Equal(("overlap", 604_800), (Text(rotated.GetProperty("previous"), "status"), rotated.GetProperty("previous").GetProperty("overlap_seconds").GetInt64()));

        // Not rolled out for three weeks: the old one goes on, and says when it ends at the latest.
        _time.Clock.Advance(TimeSpan.FromDays(21));
        Assert.Equal((200, "2026-12-23T12:00:00Z"), await AskAsync(Old));
        Assert.Equal((200, null), await AskAsync(@new));
        var firstUse = Now;
        Assert.Equal((200, "2026-12-21T12:00:00Z"), await AskAsync(Old)); // in the same instant, whether or not it is stored yet

        _time.Clock.SetUtcNow(firstUse.AddDays(7).AddTicks(-1));
        Assert.Equal(200, (await AskAsync(Old)).Status);
        _time.Clock.SetUtcNow(firstUse.AddDays(7));
        Assert.Equal((401, null), await AskAsync(Old));
        Assert.Equal((200, null), await AskAsync(@new));

        var rows = await _time.RowsAsync(_gateway);
        Assert.Single(rows.Select(row => row.Key).Distinct());
        Assert.Equal(5, rows.Count);
    }

    [Fact]
    public async Task The_latest_end_comes_also_when_nobody_uses_the_new_one()
    {
        await RotateAsync(new { overlap_seconds = 3600, ends_at = Now.AddDays(2) });
        _time.Clock.SetUtcNow(Now.AddDays(2).AddTicks(-1));
        Assert.Equal(200, (await AskAsync(Old)).Status);
        _time.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(401, (await AskAsync(Old)).Status);
    }

    [Theory]
    [InlineData("""{"leaked":true}""")]
    [InlineData("""{"overlap_seconds":0}""")]
    public async Task Leaked_means_now(string body)
    {
        var rotated = await RotateAsync(body);
        Assert.Equal(401, (await AskAsync(Old)).Status);
        Assert.Equal((200, null), await AskAsync(Text(rotated, "secret")));
        Assert.Equal("ended", Text(rotated.GetProperty("previous"), "status"));
    }

    [Fact]
    public async Task A_third_secret_is_refused_until_the_oldest_has_ended_unless_it_leaked()
    {
        var second = Text(await RotateAsync(), "secret");
        var (status, refused) = await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{KeyId}/rotate", new { });
        Assert.Equal((409, "rotation_in_progress"), ((int)status, refused.GetProperty("error").GetProperty("details").GetProperty("error_code").GetString()));
        Assert.Contains("2026-12-23T12:00:00Z", refused.ToString());

        var old = (await SecretsAsync()).Single(secret => secret.Status == "overlap");
        for (var round = 0; round < 2; round++) // ending what has ended is no event
            Assert.Equal("ended", Text(await OkAsync($"/api_keys/{KeyId}/secrets/{old.Id}/end"), "status"));
        Assert.Equal((401, 200), ((await AskAsync(Old)).Status, (await AskAsync(second)).Status));
        Assert.Single(Entries("platform_api_key_secret_ended"));

        var third = Text(await RotateAsync(), "secret");
        var fourth = Text(await RotateAsync(new { leaked = true }), "secret");
        Assert.Equal((401, 401, 200), ((await AskAsync(second)).Status, (await AskAsync(third)).Status, (await AskAsync(fourth)).Status));
        Assert.Equal(["current", "ended", "ended", "ended"], (await SecretsAsync()).Select(secret => secret.Status));
    }

    [Fact]
    public async Task Uses_are_evidence_that_outlives_the_process()
    {
        await AskAsync(Old);
        var lastOld = Now;
        var @new = Text(await RotateAsync(), "secret");
        _time.Clock.Advance(TimeSpan.FromHours(5));
        await AskAsync(@new);
        var firstNew = Now;
        await _time.UntilAsync(TakenUpAsync(), TimeSpan.FromSeconds(1));

        var detail = Entries("platform_api_key_rotation_taken_up").Single().GetProperty("detail");
        Assert.Equal((firstNew, firstNew.AddDays(7)), (detail.GetProperty("first_used_at").GetDateTimeOffset(), detail.GetProperty("previous_ends_at").GetDateTimeOffset()));

        await _gateway.RestartAsync();
        var secrets = await SecretsAsync();
        Assert.Equal(
            [("current", firstNew, firstNew, null), ("overlap", lastOld, lastOld, firstNew.AddDays(7))],
            secrets.Select(secret => (secret.Status, secret.FirstUsedAt!.Value, secret.LastUsedAt!.Value, secret.EndsAt)));
        var (_, key) = await _gateway.AdminAsync(HttpMethod.Get, $"/api_keys/{KeyId}");
        Assert.Equal(firstNew, key.GetProperty("last_used_at").GetDateTimeOffset());
        _time.Clock.SetUtcNow(firstNew.AddDays(7));
        Assert.Equal((401, 200), ((await AskAsync(Old)).Status, (await AskAsync(@new)).Status));
    }

    [Fact]
    public async Task What_was_spent_stays_spent()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "1000");
        await AskAsync(Old);
        var before = await PostedAsync();
        var @new = Text(await RotateAsync(new { leaked = true }), "secret");
        Assert.Equal(before, await PostedAsync());
        await AskAsync(@new);
        Assert.Equal(2 * before, await PostedAsync());

        async Task<long> PostedAsync() => (await _time.UntilAsync(_gateway.StandingAsync(limit), TimeSpan.FromMilliseconds(1))).Posted;
    }

    [Theory]
    [InlineData("""{"overlap_seconds":-1}""", "overlap_seconds")]
    [InlineData("""{"overlap_seconds":2592001}""", "overlap_seconds")]
    [InlineData("""{"overlap_seconds":1.5}""", "overlap_seconds")]
    [InlineData("""{"ends_at":"2026-11-23T12:00:00Z"}""", "ends_at")]
    [InlineData("""{"ends_at":"2027-11-23T12:00:00Z"}""", "ends_at")]
    [InlineData("""{"overlap_seconds":0,"ends_at":"2026-11-24T12:00:00Z"}""", "ends_at")]
    [InlineData("""{"leaked":true,"overlap_seconds":60}""", "leaked")]
    [InlineData("""{"cut_requests":true}""", "cut_requests")]
    [InlineData("""{"leaked":"yes"}""", "leaked")]
    [InlineData("""{"secret":"clvk_mine"}""", "secret")]
    public async Task Faults_are_named(string body, string field)
    {
        var (status, answer) = await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{KeyId}/rotate", body);
        Assert.Equal((400, field), ((int)status, answer.GetProperty("error").GetProperty("details").GetProperty("field").GetString()));
        Assert.Single(await SecretsAsync());
        Assert.Equal((200, null), await AskAsync(Old));
    }

    [Fact]
    public async Task The_current_secret_is_not_ended_and_a_dead_key_not_rotated()
    {
        var current = Assert.Single(await SecretsAsync());
        Assert.Equal(400, await StatusAsync($"/api_keys/{KeyId}/secrets/{current.Id}/end"));
        Assert.Equal(404, await StatusAsync($"/api_keys/{KeyId}/secrets/AAAAAAAAAAA/end"));
        Assert.Equal(404, await StatusAsync($"/api_keys/{_gateway.OtherKey.ApiKey.Id}/secrets/{current.Id}/end"));
        Assert.Equal(404, await StatusAsync("/api_keys/apikey_01nothinghere0000000000/rotate"));
        await OkAsync($"/api_keys/{KeyId}", new { status = "inactive" });
        var rotated = await RotateAsync(new { leaked = true }); // stopped first, rotated then, enabled last
        await OkAsync($"/api_keys/{KeyId}", new { status = "active" });
        Assert.Equal((401, 200), ((await AskAsync(Old)).Status, (await AskAsync(Text(rotated, "secret"))).Status));
        await OkAsync($"/api_keys/{KeyId}", new { status = "archived" });
        Assert.Equal(400, await StatusAsync($"/api_keys/{KeyId}/rotate"));
    }

    private async Task TakenUpAsync()
    {
        while (Entries("platform_api_key_rotation_taken_up").Count == 0) await Task.Yield();
    }

    private Task<JsonElement> RotateAsync(object? body = null) => OkAsync($"/api_keys/{KeyId}/rotate", body);

    private async Task<JsonElement> OkAsync(string path, object? body = null)
    {
        var (status, answer) = await _gateway.AdminAsync(HttpMethod.Post, path, body);
        Assert.True((int)status == 200, answer.ToString());
        return answer;
    }

    private async Task<int> StatusAsync(string path) => (int)(await _gateway.AdminAsync(HttpMethod.Post, path)).Status;

    private async Task<IReadOnlyList<ApiKeySecretView>> SecretsAsync()
    {
        var (_, answer) = await _gateway.AdminAsync(HttpMethod.Get, $"/api_keys/{KeyId}/secrets");
        return answer.Deserialize<ApiKeySecretList>(WireJson.Options)!.Data;
    }

    private List<JsonElement> Entries(string type)
    {
        using var store = _gateway.Store.Open();
        return store.Query<byte[]>("SELECT entry FROM audit_entries ORDER BY sequence").Select(entry => JsonSerializer.Deserialize<JsonElement>(entry))
            .Where(entry => Text(entry, "type") == type).ToList();
    }

    private async Task<(int Status, string? EndsAt)> AskAsync(string secret)
    {
        using var answer = await _gateway.Http.SendAsync(_gateway.Message(key: secret));
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("claviger-secret-ends-at", out var ends) ? ends.Single() : null);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
