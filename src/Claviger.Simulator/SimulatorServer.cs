using System.Net;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Recording;
using Claviger.Simulator.Script;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Claviger.Simulator;

/// <summary>
/// A stand-in for the Messages API on a loopback port: deterministic answers, scripted faults, and a bill of what upstream
/// would charge. Runs inside a test or behind <c>claviger simulate</c>.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);
    private readonly KestrelServer _server;
    private readonly Simulation _simulation;
    private readonly SimulatorRouter _router;
    private readonly InFlight _inFlight;
    private bool _disposed;

    private SimulatorServer(KestrelServer server, Simulation simulation, SimulatorRouter router, InFlight inFlight) =>
        (_server, _simulation, _router, _inFlight) = (server, simulation, router, inFlight);

    /// <summary><c>http://127.0.0.1:port</c></summary>
    public Uri Address => new(_simulation.BaseUrl);

    public Bill Bill => _simulation.Bill;

    /// <summary>Oldest first; empty unless the options switch the recorder on.</summary>
    public IReadOnlyList<RecordedRequest> Recorded => _simulation.Recorder?.Kept ?? [];

    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken ct = default)
    {
        var simulation = new Simulation(options);
        var (router, inFlight) = (new SimulatorRouter(simulation), new InFlight());
        var kestrel = Kestrel(options);
        var sockets = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = options.InlineScheduling }), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(kestrel), sockets, NullLoggerFactory.Instance);
        await server.StartAsync(new SimulatorApplication(router, inFlight, simulation.Bill), ct);
        simulation.BaseUrl = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new SimulatorServer(server, simulation, router, inFlight);
    }

    /// <summary>The next messages request, and only that one, is answered by this script. In order, one each.</summary>
    public void Enqueue(ResponseScript script) => _simulation.Enqueue(script);

    /// <summary>Words as in the <c>x-sim</c> header, over the options' script.</summary>
    public void Enqueue(string words)
    {
        if (!ScriptReader.TryRead(words, _simulation.Options.Script, out var script, out var problem)) throw new FormatException(problem);
        _simulation.Enqueue(script);
    }

    /// <summary>Completes when no request is running: every abort has been seen and billed.</summary>
    public Task WhenIdleAsync(CancellationToken ct = default) => _inFlight.WhenIdleAsync(ct);

    /// <summary>Forgets bill, queue, recorded requests, batches, files and skills. Ids go on counting.</summary>
    public void Reset() => _router.Reset();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _simulation.Stop();
        using var patience = new CancellationTokenSource(StopWithin);
        await _server.StopAsync(patience.Token);
        _server.Dispose();
        _simulation.Dispose();
    }

    private static KestrelServerOptions Kestrel(SimulatorOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        // Clients under test may be as slow as they like, and size limits are upstream's, checked per endpoint.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
        kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.RequestsRecorded > 0) listen.Use(next => connection => RawBytes.Tap(connection, () => next(connection)));
        });
        return kestrel;
    }
}
