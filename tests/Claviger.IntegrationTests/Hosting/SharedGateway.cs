using Claviger.Simulator;
using Xunit;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>One gateway for all tests of a class: each calls <see cref="BeginAsync"/> and sees only what is its own.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private int _rowsBefore;

    public TestGateway Gateway { get; private set; } = null!;
    public SimulatorServer Simulator => Gateway.Simulator;
    public string Url => Gateway.Url;
    public string Key => Gateway.Key.Secret;

    public async ValueTask InitializeAsync() =>
        Gateway = await TestGateway.StartAsync(options => options with { RequestsRecorded = 64 }, config => config with { ShutdownTimeout = TimeSpan.Zero });

    /// <summary>Forgets what other tests did.</summary>
    public async Task BeginAsync()
    {
        _rowsBefore = (await Gateway.RowsAsync()).Count;
        Simulator.Reset();
    }

    /// <summary>Rows since <see cref="BeginAsync"/>.</summary>
    public async Task<IReadOnlyList<UsageRow>> RowsAsync() => [.. (await Gateway.RowsAsync()).Skip(_rowsBefore)];

    public Task<RawAnswer> AskAsync(byte[] request, bool bodyless = false) => RawRequest.AskAsync(Url, request, bodyless);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
