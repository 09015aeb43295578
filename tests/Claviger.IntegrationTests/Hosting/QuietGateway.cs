using Xunit;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>One gateway for all tests of a class, for those that need no empty books.</summary>
public sealed class QuietGateway : IAsyncLifetime
{
    public TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(
        options => options with { RequestsRecorded = 8_192 },
        config => config with { BatchPollEvery = TimeSpan.FromDays(1) }); // nothing by itself while a test counts requests

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
