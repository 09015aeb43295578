using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Tests.Storage;
using Xunit;

namespace Claviger.Tests.Alerts;

/// <summary>R20: the store keeps an alert one and a delivery claimed by one, on both stores, whatever nodes and clocks do.</summary>
public sealed class An_alert_is_one : IAsyncLifetime
{
    private readonly Store _store = new();
    private OrganizationId _organization;
    private readonly List<AlertChannel> _channels = [];

    public async ValueTask InitializeAsync()
    {
        _organization = (await _store.InstallAsync()).Current.Organization.Id;
        using var tx = await _store.Database.BeginAdminAsync(CancellationToken.None);
        foreach (var type in new[] { AlertChannelType.Email, AlertChannelType.Webhook })
        {
            var channel = new AlertChannel { Id = AlertChannelId.New(), Organization = _organization, Name = $"{type}", Type = type, Addresses = type == AlertChannelType.Email ? ["admins"] : [], CreatedAt = Now, UpdatedAt = Now, Quiet = new QuietHours(1, 2) };
            AlertChannelStore.Add(tx, _store.Sealer, channel, type == AlertChannelType.Webhook ? new AlertChannelSecret("https://example.org/", "whsec_x") : null);
            _channels.Add(channel);
        }

        tx.Record(Core.Access.Actor.System(_organization).Did(Core.Audit.AuditKind.AlertChannelCreated, "test"));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task However_often_and_by_however_many_it_is_written()
    {
        var alert = New("80%", 80);
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(alert))));
        Assert.Equal(1, written.Sum());
        Assert.Equal(2, Deliveries().Count);
        Assert.Equal(0, await WriteAsync(alert));
        Assert.True(Knows(alert));
    }

    [Fact]
    public async Task Of_several_at_once_the_most_urgent_is_told_and_lower_ones_never()
    {
        Assert.Equal(2, await WriteAsync(New("50%", 50), New("80%", 80)));
        Assert.Equal(["80%"], Deliveries().Select(delivery => delivery.Message.Title).Distinct());
        Assert.Equal(1, await WriteAsync(New("20%", 20)));
        Assert.Equal(2, Deliveries().Count);
        Assert.Equal(1, await WriteAsync(New("100%", 100)));
        Assert.Equal(4, Deliveries().Count);
        Assert.Equal(1, await WriteAsync(New("80%", 80, period: "next month"))); // a new period begins anew
        Assert.Equal(6, Deliveries().Count);
    }

    [Fact]
    public async Task Its_end_is_told_once_to_channels_that_know_ends()
    {
        await WriteAsync(New("80%", 80));
        var open = Assert.Single(Open());
        foreach (var _ in Enumerable.Range(0, 2)) await AlertWriter.WriteAsync(_store.Database, _organization, new AlertChanges([], [open], []), Now, CancellationToken.None);
        Assert.Empty(Open());
        Assert.Equal(_channels[1].Id, Assert.Single(Deliveries(), delivery => delivery.Event == AlertEvent.Resolved).Channel);
        Assert.Equal(0, await WriteAsync(New("80%", 80))); // what comes back in its period is not told again
    }

    [Fact]
    public async Task A_repetition_is_one_and_ends_with_an_acknowledgement()
    {
        await WriteAsync(New("80%", 80));
        var open = Assert.Single(Open());
        _store.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var _ in Enumerable.Range(0, 2)) await AlertWriter.WriteAsync(_store.Database, _organization, new AlertChanges([], [], [open]), Now, CancellationToken.None);
        Assert.Equal(2, Deliveries().Count(delivery => delivery.Event == AlertEvent.Repeated));
        using (var tx = await _store.Database.BeginAdminAsync(CancellationToken.None))
        {
            AlertStore.Acknowledge(tx, open.Id, "user_1", Now);
            tx.Record(Core.Access.Actor.System(_organization).Did(Core.Audit.AuditKind.AlertAcknowledged, open.Id.Value));
        }

        open = Assert.Single(Open());
        Assert.Equal("user_1", open.AcknowledgedBy);
        await AlertWriter.WriteAsync(_store.Database, _organization, new AlertChanges([], [], [open]), Now.AddHours(1), CancellationToken.None);
        Assert.Equal(2, Deliveries().Count(delivery => delivery.Event == AlertEvent.Repeated));
    }

    [Fact]
    public async Task A_delivery_is_claimed_by_one_and_again_when_that_one_died()
    {
        await WriteAsync(New("80%", 80));
        var delivery = Due()[0];
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AlertDeliveryStore.ClaimAsync(_store.Database, delivery, Now, CancellationToken.None))));
        Assert.Equal(1, claims.Count(claimed => claimed));
        Assert.DoesNotContain(delivery.Id, Due().Select(due => due.Id));
        _store.Clock.Advance(AlertDeliveryStore.Claim);
        var again = Assert.Single(Due(), due => due.Id == delivery.Id);
        Assert.Equal(1, again.Attempts);
        Assert.True(await AlertDeliveryStore.ClaimAsync(_store.Database, again, Now, CancellationToken.None));
        Assert.False(await AlertDeliveryStore.ClaimAsync(_store.Database, delivery, Now, CancellationToken.None)); // by what it was
    }

    [Fact]
    public async Task What_failed_waits_and_what_was_delivered_is_never_due()
    {
        await WriteAsync(New("80%", 80));
        var (first, second) = (Due()[0], Due()[1]);
        await AlertDeliveryStore.FailedAsync(_store.Database, first, "no", Now, Now.AddMinutes(1), CancellationToken.None);
        await AlertDeliveryStore.DeliveredAsync(_store.Database, second, Now, CancellationToken.None);
        await AlertDeliveryStore.FailedAsync(_store.Database, second, "too late to fail", Now, null, CancellationToken.None);
        Assert.Empty(Due());
        Assert.Equal(DeliveryStatus.Delivered, Deliveries().Single(delivery => delivery.Id == second.Id).Status);
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Id, Assert.Single(Due()).Id);
        await AlertDeliveryStore.FailedAsync(_store.Database, first, "never", Now, null, CancellationToken.None);
        Assert.Empty(Due());
        using var reader = _store.Database.Read();
        var channel = AlertChannelStore.Find(reader, _organization, first.Channel.Value)!;
        Assert.Equal((2, "never", true), (channel.Failures, channel.LastError, channel.FailingSince is not null));
    }

    [Fact]
    public async Task What_is_over_is_forgotten_and_what_is_open_never()
    {
        await WriteAsync(New("80%", 80), New("80%", 80, period: "next month"));
        var (over, open) = (Open()[0], Open()[1]);
        await AlertWriter.WriteAsync(_store.Database, _organization, new AlertChanges([], [over], []), Now, CancellationToken.None);
        var (taken, waiting) = (Due()[0], Due()[1]);
        await AlertDeliveryStore.DeliveredAsync(_store.Database, taken, Now, CancellationToken.None);
        var all = Deliveries().Count;
        await ForgetAsync(Now);
        Assert.Equal(all, Deliveries().Count);

        await ForgetAsync(Now.AddMilliseconds(1));
        Assert.Equal([open.Id], Open().Select(alert => alert.Id));
        using (var reader = _store.Database.Read()) Assert.Null(AlertStore.Find(reader, _organization, over.Id.Value));
        Assert.Equal(all - 1, Deliveries().Count);
        Assert.Contains(waiting.Id, Due().Select(due => due.Id));

        async Task ForgetAsync(DateTimeOffset before)
        {
            await AlertStore.ForgetAsync(_store.Database, before, CancellationToken.None);
            await AlertDeliveryStore.ForgetAsync(_store.Database, before, CancellationToken.None);
        }
    }

    /// <summary>R8: nothing waits for a time that only a wrong clock knew.</summary>
    [Fact]
    public async Task A_clock_that_was_far_ahead_holds_nothing_up()
    {
        await WriteAsync(New("80%", 80));
        var delivery = Due()[0];
        await AlertDeliveryStore.PutOffAsync(_store.Database, delivery, Now.AddYears(1), CancellationToken.None);
        Assert.Contains(delivery.Id, Due().Select(due => due.Id));
        Assert.True(await AlertDeliveryStore.ClaimAsync(_store.Database, delivery, Now, CancellationToken.None));
    }

    [Fact]
    public async Task A_week_has_one_digest()
    {
        var message = AlertMessages.Test(_channels[0], "org", Now);
        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AlertWriter.WriteDigestAsync(_store.Database, _organization, 7, [(_channels[0].Id, message)], Now, CancellationToken.None))));
        Assert.Equal(1, written.Count(done => done));
        Assert.Single(Deliveries());
    }

    [Fact]
    public void A_secret_opens_in_its_row_only()
    {
        using var reader = _store.Database.Read();
        Assert.Equal("whsec_x", AlertChannelStore.SecretOf(reader, _store.Sealer, AlertChannelStore.All(reader, _organization)[1])!.Key);
        Assert.Throws<StorageException>(() => AlertChannelStore.SecretOf(reader, _store.Sealer, _channels[1] with { Organization = new OrganizationId("another") }));
        Assert.Null(AlertChannelStore.SecretOf(reader, _store.Sealer, _channels[0]));
    }

    private DateTimeOffset Now => _store.Clock.GetUtcNow();

    private NewAlert New(string threshold, long urgency, string period = "2026-11") => new(
        Rules.Of("spend_threshold") with { Organization = _organization },
        new AlertCondition(new AlertSubject("spend_limit", "spl_1", "cap", "wrkspc_1", "user_1"), period, threshold, urgency, threshold, "text", new Dictionary<string, string> { ["spent"] = "$1.00" }),
        [.. _channels.Select(channel => channel.Id)]);

    private Task<int> WriteAsync(params NewAlert[] alerts) => AlertWriter.WriteAsync(_store.Database, _organization, new AlertChanges(alerts, [], []), Now, CancellationToken.None);

    private bool Knows(NewAlert alert)
    {
        using var reader = _store.Database.Read();
        return AlertStore.Knows(reader, alert.Rule.Id, alert.Condition);
    }

    private IReadOnlyList<Alert> Open()
    {
        using var reader = _store.Database.Read();
        return AlertStore.Open(reader, _organization);
    }

    private IReadOnlyList<AlertDelivery> Due()
    {
        using var reader = _store.Database.Read();
        return AlertDeliveryStore.Due(reader, _organization, Now, 100);
    }

    private IReadOnlyList<AlertDelivery> Deliveries()
    {
        using var reader = _store.Database.Read();
        return AlertDeliveryStore.Page(reader, _organization, null, null, null, null, 100);
    }
}
