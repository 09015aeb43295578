using Claviger.Control.Rotation;
using Xunit;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>S7, X4: rotation before the due date, evidence of who moved, and an old secret that lives while it is in use, up to its hard end.</summary>
public sealed class Secrets_rotate_by_themselves : IAsyncLifetime
{
    private RotationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RotationWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task So_many_days_before_they_are_due_where_a_policy_names_a_sink()
    {
        var file = await _world.FilesAsync();
        await _world.PolicyAsync(new { max_age_days = 60, ahead_days = 10 });
        var made = _world.Gateway.Key.ApiKey.CreatedAt;
        var calendar = await _world.CalendarAsync();
        Assert.Equal((made.AddDays(60), made.AddDays(50)), (calendar.GetProperty("due_at").GetDateTimeOffset(), calendar.GetProperty("rotates_at").GetDateTimeOffset()));

        _world.Time.Clock.SetUtcNow(made.AddDays(50).AddMinutes(-5));
        await _world.Gateway.Server.Service<Rotator>().RoundAsync(CancellationToken.None);
        Assert.False(File.Exists(file));
        Assert.Equal("ok", (await _world.CalendarAsync()).GetProperty("status").GetString());

        _world.Time.Clock.SetUtcNow(made.AddDays(50).AddSeconds(1));
        await _world.RoundsUntilAsync(_world.HasArrivedAsync);
        Assert.Equal(200, await _world.AskAsync((await File.ReadAllTextAsync(file)).Trim()));
        calendar = await _world.CalendarAsync();
        Assert.Equal(("ok", "both"), (calendar.GetProperty("status").GetString(), (await UsedAsync(_world.Old)).GetProperty("moved").GetString()));
    }

    [Fact]
    public async Task Not_where_nobody_said_where_to_bring_them()
    {
        _world.Time.Clock.Advance(TimeSpan.FromDays(91));
        await _world.Gateway.Server.Service<Rotator>().RoundAsync(CancellationToken.None);
        var calendar = await _world.CalendarAsync();
        Assert.Equal("overdue", calendar.GetProperty("status").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, calendar.GetProperty("delivery").ValueKind);
        Assert.Equal(200, await _world.AskAsync(_world.Old)); // due is not refused
    }

    [Fact]
    public async Task The_old_one_lives_day_by_day_while_it_is_in_use_and_never_beyond_its_hard_end()
    {
        var file = await _world.FilesAsync();
        await _world.PolicyAsync(new { overlap_seconds = 86_400, hard_end_days = 4 });
        await _world.DeliverAsync();
        var rotated = _world.Now;
        var @new = (await File.ReadAllTextAsync(file)).Trim();
        Assert.Equal((200, 200), (await _world.AskAsync(@new), await _world.AskAsync(_world.Old)));
        var ends = new List<DateTimeOffset>();
        for (var day = 0; day < 3; day++)
        {
            var end = (await OldAsync()).EndsAt!.Value;
            _world.Time.Clock.SetUtcNow(end.AddMinutes(-50));
            Assert.Equal(200, await _world.AskAsync(_world.Old));
            await _world.RoundsUntilAsync(async () => (await OldAsync()).EndsAt > end);
            ends.Add((await OldAsync()).EndsAt!.Value);
        }

        Assert.InRange(ends[^1], rotated.AddDays(4).AddSeconds(-10), rotated.AddDays(4).AddSeconds(10));
        _world.Time.Clock.SetUtcNow(ends[^1].AddMinutes(-1));
        Assert.Equal(200, await _world.AskAsync(_world.Old));
        await _world.Gateway.Server.Service<ExtendOverlaps>().RunAsync(CancellationToken.None);
        _world.Time.Clock.SetUtcNow(ends[^1]);
        Assert.Equal((401, 200), (await _world.AskAsync(_world.Old), await _world.AskAsync(@new)));
    }

    [Fact]
    public async Task One_that_nobody_used_in_its_last_day_ends_when_it_was_said_to()
    {
        var file = await _world.FilesAsync();
        await _world.PolicyAsync(new { overlap_seconds = 259_200 });
        await _world.DeliverAsync();
        Assert.Equal((200, 200), (await _world.AskAsync((await File.ReadAllTextAsync(file)).Trim()), await _world.AskAsync(_world.Old)));
        await _world.RoundsUntilAsync(async () => (await OldAsync()).EndsAt < _world.Now.AddDays(4)); // the first use is stored
        var end = (await OldAsync()).EndsAt!.Value;
        _world.Time.Clock.SetUtcNow(end.AddMinutes(-30));
        await _world.Gateway.Server.Service<ExtendOverlaps>().RunAsync(CancellationToken.None);
        Assert.Equal("moved", (await _world.CalendarAsync()).GetProperty("moved").GetString());
        _world.Time.Clock.SetUtcNow(end);
        Assert.Equal(401, await _world.AskAsync(_world.Old));
    }

    [Fact]
    public async Task A_rotation_by_hand_keeps_its_word()
    {
        await _world.DoneAsync(HttpMethod.Post, $"/api_keys/{_world.KeyId}/rotate", new { ends_at = _world.Now.AddDays(2) });
        _world.Time.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(10));
        Assert.Equal(200, await _world.AskAsync(_world.Old));
        Assert.Equal(0, await _world.Gateway.Server.Service<ExtendOverlaps>().RunAsync(CancellationToken.None));
    }

    private async Task<(string Status, DateTimeOffset? EndsAt)> OldAsync() => (await _world.WorkingAsync()).Single(item => item.Status == "overlap");

    private async Task<System.Text.Json.JsonElement> UsedAsync(string secret)
    {
        Assert.Equal(200, await _world.AskAsync(secret));
        return await _world.CalendarAsync();
    }
}
