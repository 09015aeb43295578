using System.Data.Common;
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
using Npgsql;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Storage;

/// <summary>
/// A store of its own with a clock that stands still: SQLite in a data folder on a real disk, or a schema of the PostgreSQL server that
/// CLAVIGER_TEST_POSTGRES names. The same tests run on both.
/// </summary>
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
        Database = Open();
    }

    /// <summary>Null: SQLite.</summary>
    public static string? Postgres { get; } = Environment.GetEnvironmentVariable("CLAVIGER_TEST_POSTGRES") is { Length: > 0 } address ? address : null;

    /// <summary>Where this store's schema is; null: SQLite.</summary>
    public string? Address { get; } = Postgres is null ? null : $"{Postgres};Search Path=t_{Guid.CreateVersion7():N}";

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
    public DbConnection Raw()
    {
        if (Address is null) return Open(Folder.DatabaseFile);
        var connection = new NpgsqlConnection($"{Address};Pooling=false");
        connection.Open();
        return connection;
    }

    public T Scalar<T>(string sql)
    {
        using var raw = Raw();
        return raw.ExecuteScalar<T>(sql)!;
    }

    /// <summary>Inserts of usage rows fail, as if the disk were full, until <see cref="TakeRows"/>.</summary>
    public void RefuseRows()
    {
        using var raw = Raw();
        raw.Execute(Address is null
            ? "CREATE TRIGGER broken BEFORE INSERT ON usage BEGIN SELECT RAISE(ABORT, 'as if the disk were full'); END"
            : """
              CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''as if the disk were full''; END';
              CREATE TRIGGER broken BEFORE INSERT ON usage FOR EACH ROW EXECUTE FUNCTION refuse()
              """);
    }

    public void TakeRows()
    {
        using var raw = Raw();
        raw.Execute(Address is null ? "DROP TRIGGER broken" : "DROP TRIGGER broken ON usage");
    }

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = Open();
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
        if (Address is not null)
            using (var raw = Raw()) raw.Execute($"DROP SCHEMA {new NpgsqlConnectionStringBuilder(Address).SearchPath} CASCADE");
        Folder.Dispose();
        _root.Delete(recursive: true);
    }

    private Database Open() => Address is null ? Database.Open(Folder.DatabaseFile, Clock) : Database.OpenPostgres(Address, Clock);
}
