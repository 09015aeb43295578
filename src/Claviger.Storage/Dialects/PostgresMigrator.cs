using Dapper;
using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>The same numbered files as on SQLite, translated, in one transaction that nobody else of this store can be in. A backup is the operator's: the server is theirs.</summary>
internal static class PostgresMigrator
{
    /// <exception cref="StorageException">Another program's schema, or one of a newer version.</exception>
    public static void Run(NpgsqlConnection connection, long turn, IReadOnlyList<(int Number, string Sql)>? steps = null)
    {
        steps ??= Migrator.Steps();
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@turn)", new { turn }, transaction, commandTimeout: 0);
        var version = Version(connection, transaction);
        if (version > steps.Count)
            throw new StorageException($"the database was written by a newer claviger (schema {version}, this program knows {steps.Count}): upgrade the program");
        if (version == steps.Count) return;
        foreach (var (number, sql) in steps.Where(step => step.Number > version))
        {
            connection.Execute(PostgresSql.Migration(sql), transaction: transaction, commandTimeout: 0);
            connection.Execute("UPDATE claviger_schema SET version = @number", new { number }, transaction);
        }

        transaction.Commit();
    }

    /// <summary>0 for a new schema, which is marked as ours.</summary>
    private static int Version(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        if (connection.ExecuteScalar<string?>("SELECT to_regclass(current_schema() || '.claviger_schema')::text", transaction: transaction) is not null)
            return connection.QuerySingle<int>("SELECT version FROM claviger_schema", transaction: transaction);
        var tables = connection.QuerySingle<long>("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()", transaction: transaction);
        if (tables > 0) throw new StorageException("the database holds tables of another program: name an empty database, or an empty schema with 'search path'");
        connection.Execute("CREATE TABLE claviger_schema (one BIGINT PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL); INSERT INTO claviger_schema VALUES (1, 0)", transaction: transaction);
        return 0;
    }
}
