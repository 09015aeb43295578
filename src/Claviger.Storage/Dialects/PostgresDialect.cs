using System.Data.Common;
using Claviger.Storage.Usage;
using Dapper;
using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>
/// PostgreSQL, for many processes. Whoever writes first takes the store's one lock, held until the transaction ends: so numbers of changes and
/// audit entries have no gap and no twin, and no two nodes grant from, open or count one limit at once. Each statement after it sees
/// all that was committed before (read committed). ADR 0014 has the reasons and what it costs.
/// </summary>
internal sealed class PostgresDialect : Dialect
{
    /// <summary>
    /// Whoever wants durability gets it, whatever the server's default. A process that froze with the lock in hand loses it after this long: the
    /// server undoes what it began.
    /// </summary>
    private const string WriterSettings =
        "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false); " +
        "SET idle_in_transaction_session_timeout = '5s'; SET default_transaction_isolation = 'read committed'";

    private const string ReaderSettings = "SET default_transaction_read_only = on; SET idle_in_transaction_session_timeout = '10min'";

    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _writers;
    private readonly PostgresWatch _watch;
    private readonly long _turn;

    private PostgresDialect(NpgsqlDataSource readers, NpgsqlDataSource writers, PostgresWatch watch, long turn) =>
        (_readers, _writers, _watch, _turn) = (readers, writers, watch, turn);

    /// <summary>Connects and migrates.</summary>
    /// <exception cref="StorageException">The message holds no password.</exception>
    public static PostgresDialect Open(string address)
    {
        var words = PostgresAddress.Parse(address);
        var where = $"PostgreSQL at {PostgresAddress.Shown(address)}";
        try
        {
            var turn = Prepare(words);
            return new PostgresDialect(Source(words, ReaderSettings, "claviger reader"), Source(words, WriterSettings, "claviger writer"), new PostgresWatch(words), turn);
        }
        catch (StorageException error)
        {
            throw new StorageException($"{where}: {error.Message}", error);
        }
        catch (DbException error)
        {
            throw new StoreAwayException($"{where}: {error.Message}", error);
        }
    }

    public override bool IsShared => true;

    public override StoreContact Contact => _watch.Contact;

    public override string Text(string sql) => PostgresSql.Statement(sql);

    public override T Ask<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException error) when (!error.IsTransient)
        {
            throw new StorageException($"PostgreSQL refuses: {error.MessageText} ({error.SqlState})", error);
        }
        catch (DbException error)
        {
            throw new StoreAwayException($"PostgreSQL does not answer: {error.Message}", error);
        }
    }

    public override DbConnection OpenReader() => Connect(_readers);

    public override DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    public override void Return(DbConnection reader) => reader.Dispose();

    public override DbConnection OpenWriter() => Connect(_writers);

    public override DbTransaction BeginWrite(DbConnection writer)
    {
        var transaction = writer.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);
        try
        {
            Ask(() => writer.Execute("SELECT pg_advisory_xact_lock(@turn)", new { turn = _turn }, transaction));
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public override void Release(DbConnection writer) => writer.Dispose();

    public override void Commit(DbConnection writer, DbTransaction transaction, long? change)
    {
        // In the transaction, so that nobody hears of what was not committed.
        if (change is not null) Ask(() => writer.Execute("SELECT pg_notify(@channel, @number)", new { channel = PostgresWatch.Channel, number = $"{change}" }, transaction));
        var id = Ask(() => writer.QuerySingle<string>("SELECT pg_current_xact_id()::text", transaction: transaction));
        try
        {
            transaction.Commit();
        }
        catch (Exception error)
        {
            if (!CameToPass(new CommitInDoubtException(id, error))) throw new StoreAwayException("the store went away before the commit: nothing was changed", error);
        }
    }

    public override BookConnection OpenBooks()
    {
        var connection = Connect(_writers, failFast: false);
        try
        {
            return new PostgresBooks(connection, _turn);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override bool HasCommitted(CommitInDoubtException doubt)
    {
        using var connection = Connect(_writers, failFast: false);
        return connection.QuerySingle<string?>("SELECT pg_xact_status(@id::xid8)", new { id = doubt.TransactionId }) switch
        {
            "committed" => true,
            "aborted" => false,
            _ => throw new StorageException("a commit whose answer was lost is still under way"),
        };
    }

    public override Task FollowAsync(ChangeFeed changes, CancellationToken ct) => _watch.RunAsync(changes, ct);

    public override async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        await _writers.DisposeAsync();
    }

    private bool CameToPass(CommitInDoubtException doubt)
    {
        try
        {
            return HasCommitted(doubt);
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            throw new StoreAwayException("the store went away during the commit: the change may have been made or not; look before making it again", doubt.InnerException);
        }
    }

    /// <param name="failFast">Whether to ask nothing of a store that is known to be away: callers would queue up and hold threads.</param>
    private NpgsqlConnection Connect(NpgsqlDataSource source, bool failFast = true)
    {
        if (failFast && !Contact.IsThere) throw new StoreAwayException("PostgreSQL does not answer");
        try
        {
            return source.OpenConnection();
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            throw new StoreAwayException($"PostgreSQL does not answer: {error.Message}", error);
        }
    }

    /// <summary>Checks, migrates; gives the key of the store's one lock: of the schema, so that two stores in one database don't wait for each other.</summary>
    private static long Prepare(NpgsqlConnectionStringBuilder words)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(words.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        if (connection.PostgreSqlVersion.Major < 15) throw new StorageException($"this is version {connection.PostgreSqlVersion}; 15 or newer is needed");
        if (connection.QuerySingle<string>("SHOW fsync") != "on" || connection.QuerySingle<string>("SHOW full_page_writes") != "on")
            throw new StorageException("fsync or full_page_writes is off: what was acknowledged could be lost, and caps with it; turn both on");
        if (words.SearchPath is { Length: > 0 } schema) connection.Execute($"CREATE SCHEMA IF NOT EXISTS \"{schema.Trim('"').Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        var turn = connection.QuerySingle<long?>("SELECT hashtextextended('claviger ' || current_schema(), 0)")
            ?? throw new StorageException("the search path names no schema that is there");
        PostgresMigrator.Run(connection, turn);
        return turn;
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder words, string settings, string name)
    {
        var source = new NpgsqlDataSourceBuilder(words.ConnectionString);
        source.ConnectionStringBuilder.ApplicationName = name;
        // A pooled connection is not reset when it is returned: its settings are its own for life.
        source.ConnectionStringBuilder.NoResetOnClose = true;
        source.UsePhysicalConnectionInitializer(connection => connection.Execute(settings), connection => connection.ExecuteAsync(settings));
        return source.Build();
    }
}
