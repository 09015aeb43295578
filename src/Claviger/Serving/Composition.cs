using System.Net;
using System.Security.Cryptography.X509Certificates;
using Claviger.Cli;
using Claviger.Console;
using Claviger.Console.Http;
using Claviger.Config;
using Claviger.Control.Access;
using Claviger.Control;
using Claviger.Control.Alerts;
using Claviger.Control.Audit;
using Claviger.Control.Checklist;
using Claviger.Control.Emergency;
using Claviger.Control.Keys;
using Claviger.Control.Leaks;
using Claviger.Control.Sightings;
using Claviger.Control.Rotation;
using Claviger.Control.Snapshots;
using Claviger.Control.Status;
using Claviger.Control.Webhooks;
using Claviger.Core.Batches;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Usage;
using Claviger.Demo;
using Claviger.Gateway;
using Claviger.Gateway.Batches;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Telemetry;
using Claviger.Gateway.Upstream;
using Claviger.Storage;
using Claviger.Storage.Batches;
using Claviger.Storage.OwnedObjects;
using Claviger.Storage.Secrets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Claviger.Serving;

/// <summary>Wires the planes. Only three things cross between them: the snapshot goes in, usage records come out, and the status page asks.</summary>
internal static class Composition
{
    public static WebApplication Build(ServerConfig config, Foundation foundation, TimeProvider clock, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "claviger" });
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, config));
        if (config.TlsCertificateFile is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = config.InlineScheduling);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = config.ShutdownTimeout);
        builder.Services.AddRoutingCore();
        AddShared(builder.Services, foundation, config, clock);
        AddControl(builder.Services, foundation, config, clock);
        AddGateway(builder.Services, foundation, config);
        if (foundation.IsDemo) KeepMails(builder.Services);

        var app = builder.Build();
        RestoreQueues(app.Services, foundation);
        FrontDoor.Open(app);
        return app;
    }

    /// <summary>What runs beside requests, until the token ends it.</summary>
    public static Task RunBackground(IServiceProvider services, CancellationToken ct) => Task.WhenAll(
        services.GetRequiredService<Database>().FollowAsync(ct),
        services.GetRequiredService<SnapshotRefresher>().FollowAsync(ct),
        services.GetRequiredService<MergeEmergencies>().RunAsync(ct),
        services.GetRequiredService<CheckpointService>().RunAsync(ct),
        services.GetRequiredService<CheckpointPusher>().RunAsync(ct),
        services.GetRequiredService<RecordSecretUse>().RunAsync(ct),
        services.GetRequiredService<RecordSightings>().RunAsync(ct),
        services.GetRequiredService<KeepChecklistRuns>().RunAsync(ct),
        services.GetRequiredService<AlertService>().RunAsync(ct),
        services.GetRequiredService<Rotator>().RunAsync(ct),
        services.GetRequiredService<BatchSettler>().RunAsync(ct),
        services.GetRequiredService<RateLimiter>().RunAsync(ct));

    /// <summary>Batches that an earlier process submitted still wait upstream: they count against the limits of their queue.</summary>
    private static void RestoreQueues(IServiceProvider services, Foundation foundation)
    {
        var rates = services.GetRequiredService<RateLimiter>();
        foreach (var batch in services.GetRequiredService<IBatchBook>().Unsettled(int.MaxValue))
            rates.Restore(batch, foundation.Policy.Current.Organization.Number);
    }

    private static void AddShared(IServiceCollection services, Foundation foundation, ServerConfig config, TimeProvider clock) => services
        .AddSingleton(clock)
        .AddSingleton(config)
        .AddSingleton(foundation.Policy)
        .AddSingleton(foundation.SecretUses)
        .AddSingleton(foundation.Sightings)
        .AddSingleton(foundation.Prices)
        .AddSingleton<RequestIds>()
        .AddSingleton<IUsageJournal>(foundation.Journal)
        .AddSingleton<ILeaseBook>(foundation.Journal) // as instances: disposing them is the foundation's affair, in its order
        .AddSingleton(foundation.Journal);

    private static void AddControl(IServiceCollection services, Foundation foundation, ServerConfig config, TimeProvider clock) => services
        .AddSingleton(foundation.Database)
        .AddSingleton(foundation.Emergencies)
        .AddSingleton(foundation.KeyFile)
        .AddSingleton(foundation.Sealer)
        .AddSingleton<TokenIssuer>()
        .AddSingleton(foundation.SnapshotBuilder)
        .AddSingleton<SnapshotRefresher>()
        .AddSingleton(new NamingPolicy(config.NamingPattern, config.NamingEnvironments))
        .AddSingleton(new AccessOptions { AdminsByApi = config.AdminsByApi, EmailDomains = config.EmailDomains, MostMembers = config.MostMembers })
        .AddSingleton(config.Rotation)
        .AddSingleton(new DeploymentInfo(CliRoot.Version, clock.GetUtcNow(), config.UpstreamUrl.GetLeftPart(UriPartial.Authority)))
        .AddSingleton(ShownSettings.Of(config))
        .AddSingleton(new DemoData(foundation.IsDemo))
        .AddSingleton<IGatewayStatus, GatewayStatus>()
        .AddLeakReports(config, clock)
        .AddCheckpointPlaces(config, clock)
        .AddSingleton(new AlertOptions(
            config is { SmtpHost: { } host, SmtpFrom: { } from } ? new SmtpOptions(host, config.SmtpPort, config.SmtpSecurity, config.SmtpUsername, config.SmtpPassword, from, config.SmtpCaFile) : null,
            config.AlertsAllowPrivate, config.AlertsEvery))
        .AddAdminApi()
        .AddConsole(new ConsoleOptions(config.PublicUrl));

    /// <summary>The people of the demo are invented: no mail of theirs leaves, whatever is configured.</summary>
    private static void KeepMails(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(MailAlerts)));
        services.AddSingleton<IAlertSender, DemoMailbox>();
    }

    private static IServiceCollection AddCheckpointPlaces(this IServiceCollection services, ServerConfig config, TimeProvider clock)
    {
        if (config.AuditCheckpointFile is { } file) services.AddSingleton<ICheckpointPlace>(new CheckpointFile(file));
        if (config is not { AuditWebhookUrl: { } url, AuditWebhookSecret: { } secret }) return services;
        return services.AddSingleton(_ => new WebhookSender(config.AuditWebhookAllowPrivate, clock))
            .AddSingleton<ICheckpointPlace>(services => new CheckpointWebhook(services.GetRequiredService<WebhookSender>(), url, secret));
    }

    private static IServiceCollection AddLeakReports(this IServiceCollection services, ServerConfig config, TimeProvider clock)
    {
        if (config.GitHubKeys is { } pinned) services.AddSingleton<IGitHubKeys>(new PinnedGitHubKeys(pinned));
        else if (config.GitHubKeysUrl is { } url) services.AddSingleton<IGitHubKeys>(services => new FetchedGitHubKeys(url, clock, services.GetRequiredService<ILogger<FetchedGitHubKeys>>()));
        return services.AddSingleton(services => new LeakOptions(config.LeakPolicy, services.GetService<IGitHubKeys>()));
    }

    private static void AddGateway(IServiceCollection services, Foundation foundation, ServerConfig config) => services
        .AddSingleton(new GatewayOptions
        {
            PublicUrl = config.EffectivePublicUrl(config.Listen.Port),
            FirstByteTimeout = config.FirstByteTimeout,
            IdleTimeout = config.IdleTimeout,
            DrainLimit = config.DrainLimit,
            BatchPollEvery = config.BatchPollEvery,
            UpstreamDefaultGeo = config.UpstreamDefaultGeo,
        })
        .AddSingleton(new LedgerOptions { Wait = config.LimitsWait, MostWaiting = config.LimitsMostWaiting, SliceTokens = config.LimitsSliceTokens })
        .AddSingleton(services => new BooksClock(services.GetRequiredService<TimeProvider>(), foundation.Journal.NewestAtMs))
        .AddSingleton<SpendLedger>()
        .AddSingleton(new RateOptions { ShortWait = config.RateShortWait, ExpectOutput = config.RateExpectOutput })
        .AddSingleton<RateLimiter>()
        .AddSingleton<ILimitMeters>(services => services.GetRequiredService<SpendLedger>())
        .AddSingleton<IOwnedObjects>(_ => new OwnedObjectStore(foundation.Database))
        .AddSingleton<IBatchBook>(_ => new BatchStore(foundation.Database))
        .AddSingleton(_ => new UpstreamClient())
        .AddSingleton<StallWatch>()
        .AddSingleton<OpenRequests>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<Settler>()
        .AddSingleton<BatchSettler>()
        .AddSingleton<GatewayRooms>()
        .AddSingleton<GatewayPipeline>();

    private static void Listen(KestrelServerOptions kestrel, ServerConfig config)
    {
        // A line ends with CR LF and nothing else: who reads a bare LF as an end reads another request than a proxy that doesn't.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = null; // each route has its own limit, checked before a byte is read
        // Bytes of headers pass as they are, both ways; neither side reads them as text.
        kestrel.RequestHeaderEncodingSelector = static _ => System.Text.Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => System.Text.Encoding.Latin1;
        kestrel.Listen(config.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (config.TlsCertificateFile is null) listen.Protocols = HttpProtocols.Http1; // HTTP/2 needs TLS to be agreed on
            else listen.UseHttps(X509Certificate2.CreateFromPemFile(config.TlsCertificateFile, config.TlsKeyFile));
        });
    }
}
