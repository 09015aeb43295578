using System.Net;
using Claviger.Control.Audit;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Storage.Audit;
using Claviger.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Audit;

public sealed class Checkpoints_get_outside
{
    [Fact]
    public async Task A_place_that_fails_is_asked_again_and_gets_all_that_came_meanwhile()
    {
        await using var store = new Store();
        var organization = (await store.InstallAsync()).Current.Organization.Id;
        await new EnsureAuditSigners(store.Database, store.Sealer, store.Clock).RunAsync(default);
        using var checkpoints = new CheckpointService(store.Database, store.Sealer, store.Clock, NullLogger<CheckpointService>.Instance);
        var place = new Place { Fails = 3 };
        var pusher = new CheckpointPusher(store.Database, [place], store.Clock, NullLogger<CheckpointPusher>.Instance);
        await checkpoints.SignAsync(organization, default);
        using (var tx = await store.Database.BeginAdminAsync(default)) tx.Record(Store.Entry() with { Organization = organization });
        await checkpoints.SignAsync(organization, default);

        using var stop = new CancellationTokenSource();
        var running = pusher.RunAsync(stop.Token);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (place.Taken.Count == 0)
        {
            store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, patience.Token);
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal([6L, 7L], place.Taken.Select(checkpoint => checkpoint.Size));
        using var reader = store.Database.Read();
        Assert.Equal(7, CheckpointStore.Pushed(reader, organization, "test").Size);
    }

    [Fact]
    public void A_webhooks_signature_is_that_of_the_standard()
    {
        // The example of the Standard Webhooks specification's reference libraries.
        var secret = WebhookSecret.Read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));
        Assert.Null(WebhookSecret.Read("whsec_c2hvcnQ="));
        Assert.Null(WebhookSecret.Read("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    public async Task Addresses_inside_a_network_are_refused_unless_they_are_allowed(string address)
    {
        Assert.False(PublicAddresses.Contains(IPAddress.Parse(address)));
        using var sender = new WebhookSender(allowPrivate: false, new FakeTimeProvider());
        var host = address.Contains(':') ? $"[{address}]" : address;
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => sender.SendAsync(new Uri($"http://{host}:9/"), WebhookSecret.Read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!, "id", [], default));
        Assert.Contains("inside a network", error.Message + error.InnerException?.Message);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void Others_are_not(string address) => Assert.True(PublicAddresses.Contains(IPAddress.Parse(address)));

    private sealed class Place : ICheckpointPlace
    {
        public string Name => "test";
        public int Fails { get; set; }
        public List<StoredCheckpoint> Taken { get; } = [];

        public Task TakeAsync(OrganizationId organization, IReadOnlyList<StoredCheckpoint> news, CancellationToken ct)
        {
            if (Fails-- > 0) throw new IOException("it is away");
            Taken.AddRange(news);
            return Task.CompletedTask;
        }
    }
}
