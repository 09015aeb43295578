using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>The store that a server of a test works on: SQLite in its folder, or a schema of its own on the server that CLAVIGER_TEST_POSTGRES names.</summary>
public sealed class TestStore : IDisposable
{
    private readonly string _folder;

    private TestStore(string folder, string? address) => (_folder, Address) = (folder, address);

    /// <summary>Null: SQLite.</summary>
    public static string? Postgres { get; } = Environment.GetEnvironmentVariable("CLAVIGER_TEST_POSTGRES") is { Length: > 0 } address ? address : null;

    /// <summary>What the setting <c>store</c> takes; null: SQLite.</summary>
    public string? Address { get; }

    /// <param name="folder">The server's data folder.</param>
    public static TestStore In(string folder) => new(folder, Postgres is null ? null : NewSchema());

    /// <summary>For tests of what only several processes can do.</summary>
    public static TestStore Shared()
    {
        Assert.SkipWhen(Postgres is null, "PostgreSQL only: set CLAVIGER_TEST_POSTGRES");
        return new TestStore("", NewSchema());
    }

    public DbConnection Open()
    {
        DbConnection connection = Address is null
            ? new SqliteConnection($"Data Source={Path.Combine(_folder, "claviger.db")};Pooling=False")
            : new NpgsqlConnection($"{Address};Pooling=false");
        connection.Open();
        connection.Execute(Address is null ? "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF" : "SET session_replication_role = replica");
        return connection;
    }

    public static List<string> ColumnsOf(DbConnection store, string table) => store.Query<string>(Postgres is null
        ? $"SELECT name FROM pragma_table_info('{table}')"
        : $"SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}'").ToList();

    /// <summary>The number that the store itself would give next, taken.</summary>
    public static string NextNumber(string table) => Postgres is null ? $"(SELECT MAX(number) + 1 FROM {table})" : $"nextval(pg_get_serial_sequence('{table}', 'number'))";

    /// <summary>Until the trigger <c>no_entries</c> is dropped.</summary>
    public static void RefuseInserts(DbConnection store, string table) => store.Execute(Postgres is null
        ? $"CREATE TRIGGER no_entries BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END"
        : $"""
           CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
           CREATE TRIGGER no_entries BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()
           """);

    public static void TakeInserts(DbConnection store, string table) => store.Execute("DROP TRIGGER no_entries" + (Postgres is null ? "" : $" ON {table}"));

    public void Dispose()
    {
        if (Address is null) return;
        using var connection = Open();
        connection.Execute($"DROP SCHEMA IF EXISTS {new NpgsqlConnectionStringBuilder(Address).SearchPath} CASCADE");
    }

    private static string NewSchema() => $"{Postgres};Search Path=i_{Guid.CreateVersion7():N}";
}
