using Claviger.Storage.Dialects;
using Claviger.Storage.Ledger;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Claviger.Storage.Moving;

/// <summary>
/// Copies a SQLite store into an empty PostgreSQL, in one transaction there: all of it or nothing. Nothing may serve meanwhile; the caller holds
/// the data folder's lock, and the copy holds SQLite's write lock.
/// </summary>
public static class StoreMove
{
    /// <summary>What migrations put in: replaced by the source's.</summary>
    internal static readonly HashSet<string> Seeded = new(StringComparer.Ordinal) { "limits_version" };

    /// <param name="address">As the setting <c>store</c> takes it.</param>
    /// <param name="clock">For the backup that a migration of the source takes first.</param>
    /// <returns>Each table with its rows and the digest that both sides agree on, in order of their names.</returns>
    /// <exception cref="StorageException">There is nothing to move, the target isn't empty or can't be reached, or the two sides differ.</exception>
    public static IReadOnlyList<MovedTable> Run(DataFolder folder, string address, TimeProvider clock)
    {
        if (!File.Exists(folder.DatabaseFile)) throw new StorageException($"there is no database to move: {folder.DatabaseFile}");
        Database.Open(folder.DatabaseFile, clock).DisposeAsync().AsTask().GetAwaiter().GetResult(); // the newest schema
        var node = LedgerNode.Of(folder).Id;
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.DatabaseFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        source.Open();
        using var still = source.BeginTransaction(deferred: false);
        PostgresDialect.Open(address).DisposeAsync().AsTask().GetAwaiter().GetResult(); // connects, checks, makes the tables
        using var target = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(address).ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            target.Open();
            var moved = Copy(source, still, target, node);
            still.Rollback();
            source.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            source.Close();
            File.Move(folder.DatabaseFile, folder.MovedFile); // nobody goes on with it by mistake: two stores would spend each cap twice
            return moved;
        }
        catch (NpgsqlException error)
        {
            throw new StorageException($"the copy failed; unless the server had it already, the target is as empty as before: {error.Message}", error);
        }
    }

    private static List<MovedTable> Copy(SqliteConnection source, SqliteTransaction still, NpgsqlConnection target, string node)
    {
        using var transaction = target.BeginTransaction();
        var tables = source.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", transaction: still).ToList();
        // References are checked after the last table, whatever their order.
        var references = target.Query<(string Table, string Name)>(
            "SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = current_schema()",
            transaction: transaction).ToList();
        foreach (var (table, name) in references) target.Execute($"ALTER TABLE {table} ALTER CONSTRAINT \"{name}\" DEFERRABLE INITIALLY DEFERRED", transaction: transaction);

        foreach (var table in tables.Where(table => !Seeded.Contains(table)))
            if (target.QuerySingle<bool>($"SELECT EXISTS (SELECT 1 FROM \"{table}\")", transaction: transaction))
                throw new StorageException($"the target is not empty: table {table} has rows; name an empty database");

        var moved = tables.Select(table => TableMove.Run(source, still, target, transaction, table)).ToList();
        target.Execute("SET CONSTRAINTS ALL IMMEDIATE", transaction: transaction);
        foreach (var (table, name) in references) target.Execute($"ALTER TABLE {table} ALTER CONSTRAINT \"{name}\" NOT DEFERRABLE", transaction: transaction);
        // The data folder's node goes on under the name it has on a shared store: its crash file and its leases stay together.
        target.Execute("UPDATE ledger_nodes SET id = @node WHERE id = 'local'", new { node }, transaction);
        foreach (var (table, column) in target.Query<(string, string)>(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'", transaction: transaction).ToList())
            target.Execute($"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), COALESCE((SELECT MAX(\"{column}\") FROM \"{table}\"), 0) + 1, false)", transaction: transaction);
        transaction.Commit();
        return moved;
    }
}
