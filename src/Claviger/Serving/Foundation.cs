using Claviger.Config;
using Claviger.Control.AdminKeys;
using Claviger.Control.Audit;
using Claviger.Control.Install;
using Claviger.Control.Snapshots;
using Claviger.Control.Upstreams;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Sightings;
using Claviger.Storage;
using Claviger.Storage.Emergency;
using Claviger.Storage.Ledger;
using Claviger.Storage.Members;
using Claviger.Storage.Models;
using Claviger.Storage.Secrets;
using Claviger.Storage.Usage;

namespace Claviger.Serving;

/// <summary>What must stand before a port is opened: folder, keys, database, prices, organization, first snapshot, recovered journal. In this order.</summary>
public sealed class Foundation : IAsyncDisposable
{
    public required DataFolder Folder { get; init; }
    public required EmergencyJournal Emergencies { get; init; }
    public required KeyFile KeyFile { get; init; }
    public required Database Database { get; init; }
    public required Sealer Sealer { get; init; }
    public required PriceBook Prices { get; init; }
    public required SnapshotBuilder SnapshotBuilder { get; init; }
    public required SecretUses SecretUses { get; init; }
    public required KeySightings Sightings { get; init; }
    public required PolicyHolder Policy { get; init; }
    public required UsageJournal Journal { get; init; }
    public required MemberId FirstAdministrator { get; init; }
    public string? NewAdminKey { get; private init; }

    /// <summary>Whether what is in the store was invented; <c>serve</c> on a folder that the demo kept says so too.</summary>
    public bool IsDemo => File.Exists(Folder.DemoFile);

    internal void MarkAsDemo() => File.WriteAllText(Folder.DemoFile, "What is in this folder was invented by claviger demo; with this file here, no mail is sent.\n");

    public static async Task<Foundation> LayAsync(ServerConfig config, TimeProvider clock, Action<ILoggingBuilder> logging, CancellationToken ct)
    {
        var prices = ReadPrices(config.PricesFile);
        var folder = DataFolder.Open(config.DataFolder);
        Database? database = null;
        EmergencyJournal? emergencies = null;
        try
        {
            if (config.Store is null && File.Exists(folder.MovedFile))
                throw new StorageException($"the store in {folder.Path} was moved to PostgreSQL: set store; to go back to what it was then, rename {folder.MovedFile} to {folder.DatabaseFile}");
            var keys = config.KeyFile ?? folder.KeyFile;
            var isNew = !File.Exists(folder.DatabaseFile); // asked before it is made
            var store = database = config.Store is { } address ? Database.OpenPostgres(address, clock) : Database.Open(folder.DatabaseFile, clock);
            var keyFile = KeyFile.Open(keys, mayCreate: database.IsShared ? InstallOrganization.IsNeeded(database) : isNew);
            emergencies = EmergencyJournal.Open(Path.Combine(config.AuditEmergencyFolder ?? folder.Path, "claviger.emergency.db"));
            var sealer = new Sealer(keyFile);
            var adminKey = await SettleStoreAsync(config, database, keyFile, sealer, clock, ct);
            await new EnsureAuditSigners(database, sealer, clock).RunAsync(ct);
            var (uses, sightings) = (new SecretUses(), new KeySightings());
            var builder = new SnapshotBuilder(database, keyFile, sealer, prices, uses, emergencies, sightings);
            var policy = new PolicyHolder(builder.Build())
            {
                Contact = new PolicyContact(() => store.Contact.IsThere, () => store.Contact.Silence, config.StoreStaleness),
            };
            using var loggers = LoggerFactory.Create(logging);
            return new Foundation
            {
                Folder = folder,
                Emergencies = emergencies,
                KeyFile = keyFile,
                Database = database,
                Sealer = sealer,
                Prices = prices,
                SnapshotBuilder = builder,
                SecretUses = uses,
                Sightings = sightings,
                Policy = policy,
                Journal = new UsageJournal(database, folder.JournalFile, clock, loggers.CreateLogger<UsageJournal>(), node: database.IsShared ? LedgerNode.Of(folder) : LedgerNode.Local(),
                    costs: new CostSplitter(prices, ModelStore.Intern(database, prices.Models.Select(model => model.Id)))),
                NewAdminKey = adminKey,
                FirstAdministrator = FirstMember(database, policy.Current.Organization.Id),
            };
        }
        catch
        {
            emergencies?.Dispose();
            if (database is not null) await database.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Database.DisposeAsync();
        Emergencies.Dispose();
        Folder.Dispose();
    }

    private static async Task<string?> SettleStoreAsync(ServerConfig config, Database database, KeyFile keyFile, Sealer sealer, TimeProvider clock, CancellationToken ct)
    {
        if (!InstallOrganization.IsNeeded(database))
        {
            await new SyncUpstream(database, sealer, clock).RunAsync(config.UpstreamUrl, config.UpstreamApiKey, ct);
            return config.NewAdminKey ? await new RecoverAdminKey(database, new TokenIssuer(keyFile), clock).RunAsync("recovery-admin-key", ct) : null;
        }

        var credential = config.UpstreamApiKey
            ?? throw new ConfigException(["upstream: no key to reach upstream with; set ANTHROPIC_API_KEY (or upstream.api_key_file), it is sealed into the data folder at the first start"]);
        var installed = await new InstallOrganization(database, new TokenIssuer(keyFile), sealer, clock).RunAsync(
            new InstallRequest(config.OrganizationName, config.AdministratorEmail, "Administrator", "anthropic", config.UpstreamUrl, credential), ct);
        return installed.AdminToken;
    }

    private static PriceBook ReadPrices(string? file)
    {
        if (file is null) return PriceBook.BuiltIn;
        var reading = PriceBook.Overlay(PriceBook.BuiltIn, File.ReadAllBytes(file), file);
        return reading.Book ?? throw new ConfigException([reading.ToString()]);
    }

    private static MemberId FirstMember(Database database, OrganizationId organization)
    {
        using var reader = database.Read();
        return MemberStore.All(reader, organization).First(member => member.Role == OrganizationRole.Admin).Id; // there is always one: the last can't go
    }
}
