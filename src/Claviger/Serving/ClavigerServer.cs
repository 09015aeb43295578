using System.Net;
using System.Net.Sockets;
using Claviger.Config;
using Claviger.Control.Install;
using Claviger.Control.Keys;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Gateway;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Telemetry;
using Claviger.Storage.Usage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Claviger.Serving;

/// <summary>A running Claviger: both planes on one address, over one data folder. What <c>serve</c>, <c>demo</c> and the tests start.</summary>
public sealed class ClavigerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Foundation _foundation;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _background;
    private bool _disposed;

    private ClavigerServer(WebApplication app, Foundation foundation, string url, Task background, CancellationTokenSource stop)
    {
        (_app, _foundation, Url, _background, _stop) = (app, foundation, url, background, stop);
    }

    /// <summary>How clients reach it: what <c>ANTHROPIC_BASE_URL</c> takes.</summary>
    public string Url { get; }

    /// <summary>The admin key that this start made (the first of an empty store, or one that was asked for); to be shown once. Null otherwise.</summary>
    public string? NewAdminKey => _foundation.NewAdminKey;

    public (int Finished, int Unresolved) Recovered => _foundation.Journal.Recovered;

    /// <summary>Told of each settled request.</summary>
    public Action<SettledRequest>? Watcher
    {
        set => Service<Settler>().Watcher = value;
    }

    public UsageJournal Journal => _foundation.Journal;

    public PolicyHolder Policy => _foundation.Policy;

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Acts as the system itself: for what the program does on its own behalf at start.</summary>
    public Actor SystemActor => Actor.System(Policy.Current.Organization.Id) with { Member = _foundation.FirstAdministrator };

    /// <exception cref="ConfigException">Nothing to reach upstream with.</exception>
    /// <exception cref="Storage.StorageException">The data folder can't be used.</exception>
    public static async Task<ClavigerServer> StartAsync(ServerConfig config, TimeProvider clock, Action<ILoggingBuilder> logging, CancellationToken ct)
    {
        RefuseTakenPort(config.Listen);
        var foundation = await Foundation.LayAsync(config, clock, logging, ct);
        try
        {
            var app = Composition.Build(config, foundation, clock, logging);
            await app.StartAsync(ct);
            var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            var url = config.EffectivePublicUrl(port);
            app.Services.GetRequiredService<GatewayOptions>().PublicUrl = url;
            var stop = new CancellationTokenSource();
            return new ClavigerServer(app, foundation, url, Composition.RunBackground(app.Services, stop.Token), stop);
        }
        catch
        {
            await foundation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Before the first start installs anything: an admin key that nobody saw would be lost with the error.</summary>
    internal static void RefuseTakenPort(IPEndPoint listen)
    {
        using var probe = new TcpListener(listen);
        try
        {
            probe.Start();
        }
        catch (SocketException error)
        {
            throw new ConfigException([$"listen: {listen} can't be used ({error.Message}): another program may have it; choose another port"]);
        }
    }

    /// <summary>Takes no new requests, lets running ones end within the configured time, books everything, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await _app.StopAsync();
        await _stop.CancelAsync();
        await _background;
        await _app.DisposeAsync();
        await _foundation.DisposeAsync();
        _stop.Dispose();
    }
}
