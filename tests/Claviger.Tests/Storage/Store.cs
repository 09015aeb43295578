using Claviger.Control.Install;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Storage;
using Claviger.Storage.Secrets;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Storage;

/// <summary>A data folder of its own, on a real disk, with a clock that stands still.</summary>
internal sealed class Store : IAsyncDisposable
{
    public static readonly OrganizationId Organization = new("0198a1b2-0000-7000-8000-000000000001");

    private readonly DirectoryInfo _root;

    /// <param name="root">Where its folder is made; null: among temporary files.</param>
    public Store(string? root = null)
    {
        _root = root is null ? Directory.CreateTempSubdirectory("claviger-store-") : Directory.CreateDirectory(Path.Combine(root, "store"));
        Folder = DataFolder.Open(Path.Combine(_root.FullName, "data"));
        KeyFile = KeyFile.Open(Folder.KeyFile, mayCreate: true);
        Sealer = new Sealer(KeyFile);
        Database = Database.Open(Folder.DatabaseFile, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 37, 0, 125, TimeSpan.Zero));
    public DataFolder Folder { get; }
    public KeyFile KeyFile { get; }
    public Sealer Sealer { get; }
    public Database Database { get; private set; }

    public SnapshotBuilder Builder() => new(Database, KeyFile, Sealer, PriceBook.BuiltIn, new SecretUses());

    public async Task<PolicyHolder> InstallAsync()
    {
        await new InstallOrganization(Database, new TokenIssuer(KeyFile), Sealer, Clock).RunAsync(
            new InstallRequest("Example Org", "admin@example.org", "Administrator", "anthropic", new Uri("http://127.0.0.1:9"), "sk-ant-upstream"), CancellationToken.None);
        return new PolicyHolder(Builder().Build());
    }

    /// <summary>A writing connection beside the program's own, for reading what is stored and for damage.</summary>
    public SqliteConnection Raw() => Open(Folder.DatabaseFile);

    public T Scalar<T>(string sql)
    {
        using var raw = Raw();
        return raw.ExecuteScalar<T>(sql)!;
    }

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = Database.Open(Folder.DatabaseFile, Clock);
    }

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    public static AuditEntry Entry(string target = "apikey_01a", string? detail = null) =>
        Actor.System(Organization).Did(AuditKind.KeyUpdated, target, detail);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
        _root.Delete(recursive: true);
    }
}
