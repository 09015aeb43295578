using System.Text.Json;
using Claviger.Control.Rotation;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;
using Xunit;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>R12: a process may die between any two steps of a delivery. The next round finds out what happened and finishes it; secrets that nobody has end.</summary>
public sealed class A_crash_leaves_no_secret_for_ever : IAsyncLifetime
{
    private RotationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RotationWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_a_sink_that_can_be_read_it_is_finished(int step)
    {
        var file = await _world.FilesAsync();
        await DieAtAsync((DeliveryStep)step);
        Assert.Equal(step == (int)DeliveryStep.Settled ? "overlap" : "delivering", (await _world.WorkingAsync()).Single(item => item.EndsAt is not null).Status);
        var brought = File.Exists(file) ? (await File.ReadAllTextAsync(file)).Trim() : null;

        _world.Time.Clock.Advance(DeliveryPace.Claim);
        await _world.RoundsUntilAsync(_world.HasArrivedAsync);
        var now = (await File.ReadAllTextAsync(file)).Trim();
        if (brought is not null) Assert.Equal(brought, now); // it had arrived: no other one was made
        Assert.Equal((200, 200), (await _world.AskAsync(now), await _world.AskAsync(_world.Old)));
        Assert.Equal(["current", "overlap"], (await _world.WorkingAsync()).Select(item => item.Status));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task With_one_that_cannot_another_is_brought_and_the_first_goes_on_for_its_day(int step, int before)
    {
        await _world.SinkAsync("hook", new { kind = "webhook", url = _world.Receiver.Url, credential = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" });
        await _world.PolicyAsync(new { sink = "hook" });
        await DieAtAsync((DeliveryStep)step);
        Assert.Equal(before, _world.Receiver.All.Count);
        _world.Time.Clock.Advance(DeliveryPace.Claim);
        await _world.RoundsUntilAsync(_world.HasArrivedAsync);
        Assert.Equal(before + 1, _world.Receiver.All.Count);
        foreach (var got in _world.Receiver.All) Assert.Equal(200, await _world.AskAsync(SecretIn(got)));

        _world.Time.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("current", Assert.Single(await _world.WorkingAsync()).Status);
        Assert.Equal(200, await _world.AskAsync(SecretIn(_world.Receiver.All[^1])));
    }

    [Fact]
    public async Task Use_of_a_secret_in_doubt_proves_that_it_arrived()
    {
        _world.Receiver.Answers = _ => Task.FromResult<(int, string?)>((500, "{}"));
        await _world.SinkAsync("hook", new { kind = "webhook", url = _world.Receiver.Url, credential = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" });
        await _world.PolicyAsync(new { sink = "hook" });
        Assert.Equal("in_doubt", (await _world.DeliverAsync()).GetProperty("state").GetString());
        var secret = SecretIn(Assert.Single(_world.Receiver.All));
        Assert.Equal(200, await _world.AskAsync(secret));
        _world.Time.Clock.Advance(DeliveryPace.PauseAfter(1));
        await _world.RoundsUntilAsync(_world.HasArrivedAsync);
        Assert.Single(_world.Receiver.All);
        Assert.Equal(200, await _world.AskAsync(secret));
    }

    [Fact]
    public async Task A_secret_that_nobody_settles_ends_after_a_day()
    {
        await _world.SinkAsync("hook", new { kind = "webhook", url = _world.Receiver.Url, credential = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" });
        await _world.PolicyAsync(new { sink = "hook" });
        await DieAtAsync(DeliveryStep.Brought);
        _world.Receiver.Answers = _ => Task.FromResult<(int, string?)>((404, "{}"));
        var pending = (await _world.WorkingAsync()).Single(item => item.Status == "delivering");
        Assert.Equal(_world.Now + DeliveryPace.SecretLife, pending.EndsAt!.Value, TimeSpan.FromSeconds(10));
        var secret = SecretIn(_world.Receiver.All[0]);
        _world.Time.Clock.Advance(DeliveryPace.SecretLife);
        Assert.Equal((401, 200), (await _world.AskAsync(secret), await _world.AskAsync(_world.Old)));
    }

    [Fact]
    public async Task A_failing_sink_is_tried_again_ever_slower()
    {
        var file = await _world.FilesAsync("later/{environment}-{service}");
        Assert.Equal("waiting", (await _world.DeliverAsync()).GetProperty("state").GetString());
        for (var attempts = 2; attempts <= 4; attempts++)
        {
            _world.Time.Clock.Advance(DeliveryPace.PauseAfter(attempts - 1));
            var wanted = attempts;
            // An attempt counts from its start, and its pause from its end: until it has one the clock stands.
            await _world.RoundsUntilAsync(async () => (await _world.CalendarAsync()).GetProperty("delivery") is var delivery && delivery.GetProperty("attempts").GetInt32() == wanted && delivery.GetProperty("state").GetString() == "waiting");
        }

        Directory.CreateDirectory(Path.Combine(_world.Folder, "later"));
        _world.Time.Clock.Advance(DeliveryPace.PauseAfter(4));
        await _world.RoundsUntilAsync(_world.HasArrivedAsync);
        Assert.Equal(["current", "overlap"], (await _world.WorkingAsync()).Select(item => item.Status));
        Assert.True(File.Exists(Path.Combine(_world.Folder, "later/production-backend")));
        Assert.False(File.Exists(file));
    }

    private static string SecretIn(FakeReceiver.Received got) => JsonDocument.Parse(got.Body).RootElement.GetProperty("data").GetProperty("secret").GetString()!;

    private async Task DieAtAsync(DeliveryStep step)
    {
        var deliver = _world.Gateway.Server.Service<DeliverSecret>();
        deliver.AtStep = at => at == step ? throw new PowerCut() : Task.CompletedTask;
        var run = deliver.RunAsync(_world.Gateway.Server.SystemActor, _world.KeyId, new DeliverApiKeyRequest(), CancellationToken.None);
        await Assert.ThrowsAsync<PowerCut>(() => run);
        deliver.AtStep = null;
    }

    private sealed class PowerCut : Exception;
}
