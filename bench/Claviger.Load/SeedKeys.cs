using System.Diagnostics;
using System.Text.Json;
using Claviger.Control.Install;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Organizations;
using Claviger.Storage.Principals;
using Claviger.Storage.Secrets;
using Claviger.Storage.Workspaces;

namespace Claviger.Load;

/// <summary>
/// Makes a data folder with an organization and its keys, before any server has it open. Not by the Admin API: each key made
/// there is in force when its answer comes, so ten thousand of them are ten thousand snapshots.
/// </summary>
internal static class SeedKeys
{
    public static async Task<int> RunAsync(Options options)
    {
        var clock = Stopwatch.StartNew();
        var now = TimeProvider.System.GetUtcNow();
        using var folder = DataFolder.Open(options["data"]);
        var keyFile = KeyFile.Open(folder.KeyFile, mayCreate: true);
        await using var database = Database.Open(folder.DatabaseFile, TimeProvider.System);
        var installed = await new InstallOrganization(database, new TokenIssuer(keyFile), new Sealer(keyFile), TimeProvider.System).RunAsync(
            new InstallRequest("Load", "load@localhost", "Administrator", "simulator", options.Url("upstream"), options["upstream-key"]), CancellationToken.None);
        await File.WriteAllTextAsync(options["admin-key"], installed.AdminToken);

        var tokens = Enumerable.Range(0, options.Number("count")).Select(_ => KeyToken.New(KeyTokenKind.ApiKey)).ToList();
        using (var tx = await database.BeginAdminAsync(CancellationToken.None))
        {
            var workspace = WorkspaceStore.Add(tx, Workspace(OnlyOrganization(database), now));
            for (var i = 0; i < tokens.Count; i++)
            {
                var key = AddKey(tx, workspace, installed.Administrator, $"invoice-reader-{i}", tokens[i], keyFile, now);
                Cap(tx, workspace.Organization, new LimitScope(LimitScopeType.ApiKey, key.Id.Value, key.Number), now);
            }

            var owner = PrincipalStore.Intern(tx, KeyOwner.Member, installed.Administrator.Value);
            Cap(tx, workspace.Organization, new LimitScope(LimitScopeType.User, installed.Administrator.Value, owner), now);
            Cap(tx, workspace.Organization, new LimitScope(LimitScopeType.Workspace, workspace.Id.Value, workspace.Number), now);
            Cap(tx, workspace.Organization, new LimitScope(LimitScopeType.Organization, workspace.Organization.Value, OrganizationNumber), now);
            tx.Commit(Actor.System(workspace.Organization).Did(AuditKind.WorkspaceCreated, workspace.Id.Value, "{}"));
        }

        await File.WriteAllLinesAsync(options["out"], tokens);
        Console.WriteLine(JsonSerializer.Serialize(new { keys = tokens.Count, seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) }));
        return 0;
    }

    private const int OrganizationNumber = 1;

    /// <summary>A hard cap that the load never reaches: every request is held against four of them.</summary>
    private static void Cap(AdminTransaction tx, OrganizationId organization, LimitScope scope, DateTimeOffset now) => SpendLimitStore.Add(tx, organization, new SpendLimit
    {
        Id = SpendLimitId.New(),
        Number = 0,
        Version = LimitsVersion.Next(tx),
        Scope = scope,
        Period = LimitPeriod.Monthly,
        Amount = new Money(1_000_000 * Money.NanosPerDollar),
        Mode = LimitMode.Hard,
        AtCap = AtCap.Reserve,
        CreatedAtMs = now.ToUnixTimeMilliseconds(),
        UpdatedAtMs = now.ToUnixTimeMilliseconds(),
    });

    private static ApiKey AddKey(AdminTransaction tx, Workspace workspace, MemberId owner, string service, string token, KeyFile keyFile, DateTimeOffset now)
    {
        var key = KeyStore.Add(tx, workspace.Organization, new ApiKey
        {
            Id = ApiKeyId.New(),
            Number = 0,
            Workspace = workspace.Id,
            Name = NamingPolicy.Default.NameFor("production", service),
            Service = service,
            Environment = "production",
            Owner = new KeyOwner(KeyOwner.Member, owner.Value),
            CreatedBy = owner,
            CreatedAt = now,
            Status = KeyStatus.Active,
            ExpiresAt = null,
            Rules = new KeyRules([], [], null),
            SecretHint = KeyToken.Hint(token),
            Tier = "scale",
        });
        KeyToken.TryRead(token, out _, out var id);
        var digest = new byte[32];
        KeyToken.Digest(token, keyFile.Peppers[keyFile.CurrentPepper], digest);
        KeySecretStore.Add(tx, new KeySecret(id, key.Id, digest, keyFile.CurrentPepper, key.SecretHint, now, EndsAt: null));
        return key;
    }

    private static Workspace Workspace(OrganizationId organization, DateTimeOffset now) => new()
    {
        Id = WorkspaceId.New(),
        Number = 0,
        Organization = organization,
        Name = "Load",
        Environment = "production",
        IsDefault = false,
        DisplayColor = "#6C5BB9",
        Tags = new Dictionary<string, string>(),
        CreatedAt = now,
    };

    private static OrganizationId OnlyOrganization(Database database)
    {
        using var reader = database.Read();
        return OrganizationStore.All(reader)[0].Id;
    }
}
