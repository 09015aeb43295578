using System.Threading.Channels;
using Claviger.Gateway.Telemetry;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>Sees each request at the moment it is settled: what a test waits on when its client is gone and can't tell.</summary>
public sealed class SettledRequests
{
    private readonly Channel<SettledRequest> _settled = Channel.CreateUnbounded<SettledRequest>();

    public SettledRequests(TestGateway gateway) => gateway.Server.Watcher = settled => _settled.Writer.TryWrite(settled);

    public ValueTask<SettledRequest> NextAsync() => _settled.Reader.ReadAsync();
}
