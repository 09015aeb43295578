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
        if (Address is null) connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF");
        return connection;
    }

    public void Dispose()
    {
        if (Address is null) return;
        using var connection = Open();
        connection.Execute($"DROP SCHEMA IF EXISTS {new NpgsqlConnectionStringBuilder(Address).SearchPath} CASCADE");
    }

    private static string NewSchema() => $"{Postgres};Search Path=i_{Guid.CreateVersion7():N}";
}
