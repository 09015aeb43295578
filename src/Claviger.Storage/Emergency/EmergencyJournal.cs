using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage.Emergency;

/// <summary>
/// Where acts that only take access away are kept while the store takes no change: a database of its own, best on another volume. What
/// is in it is in force, and is merged into store and audit log once they can be written. SQLite makes it durable, as everywhere.
/// </summary>
public sealed class EmergencyJournal : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private volatile List<EmergencyAct> _pending; // replaced, never changed
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmergencyJournal(SqliteConnection connection)
    {
        _connection = connection;
        _pending = connection.Query<Row>("SELECT number AS Number, id AS Id, at_ms AS AtMs, organization_id AS OrganizationId, key_id AS Target, status AS Status, actor_type AS ActorType, actor_id AS ActorId, request_id AS RequestId, ip_address AS IpAddress, user_agent AS UserAgent, leak AS Leak FROM acts ORDER BY number")
            .Select(row => row.ToAct()).ToList();
    }

    /// <exception cref="StorageException">The file can't be opened or is of another program.</exception>
    public static EmergencyJournal Open(string file)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 2 }.ToString());
            connection.Open();
            connection.Execute(
                """
                PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                -- key_id: of whatever was stopped; at first those were keys only
                CREATE TABLE IF NOT EXISTS acts (
                    number INTEGER PRIMARY KEY, id TEXT NOT NULL, at_ms INTEGER NOT NULL, organization_id TEXT NOT NULL, key_id TEXT NOT NULL, status INTEGER NOT NULL,
                    actor_type TEXT NOT NULL, actor_id TEXT, request_id TEXT, ip_address TEXT, user_agent TEXT, leak TEXT)
                """);
            // A journal of a version that knew no leaks may hold acts still.
            if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM pragma_table_info('acts') WHERE name = 'leak'") == 0) connection.Execute("ALTER TABLE acts ADD COLUMN leak TEXT");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return new EmergencyJournal(connection);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw new StorageException($"emergency journal {file}: {error.Message}", error);
        }
    }

    /// <summary>What is not merged yet, in order.</summary>
    public IReadOnlyList<EmergencyAct> Pending => _pending;

    /// <summary>Completes when there is anything to merge.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        lock (_gate) return _pending.Count > 0 ? Task.CompletedTask : _added.Task.WaitAsync(ct);
    }

    /// <summary>When it returns, the acts are on the disk.</summary>
    /// <exception cref="SqliteException">They aren't.</exception>
    public void Add(params IReadOnlyList<EmergencyAct> acts)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var added = acts.Select(act => act with { Number = Insert(act, transaction) }).ToList();
            transaction.Commit();
            _pending = [.. _pending, .. added];
            _added.TrySetResult();
        }
    }

    private long Insert(EmergencyAct act, SqliteTransaction transaction) => _connection.QuerySingle<long>(
        """
        INSERT INTO acts (id, at_ms, organization_id, key_id, status, actor_type, actor_id, request_id, ip_address, user_agent, leak)
        VALUES (@id, @atMs, @organization, @key, @status, @actorType, @actorId, @requestId, @ip, @agent, @leak) RETURNING number
        """,
        new
        {
            id = act.Id, atMs = act.AtMs, organization = act.Organization.Value, key = act.Target, status = (int)act.Status, actorType = act.ActorType, actorId = act.ActorId,
            requestId = act.Request?.Id, ip = act.Request?.IpAddress, agent = act.Request?.UserAgent, leak = act.Leak?.ToJson(),
        }, transaction);

    /// <summary>After it was merged.</summary>
    public void Remove(EmergencyAct act)
    {
        lock (_gate)
        {
            _connection.Execute("DELETE FROM acts WHERE number = @Number", new { act.Number });
            _pending = _pending.Where(other => other.Number != act.Number).ToList();
            if (_pending.Count == 0) _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose() => _connection.Dispose();

    private sealed record Row
    {
        public long Number { get; init; }
        public string Id { get; init; } = "";
        public long AtMs { get; init; }
        public string OrganizationId { get; init; } = "";
        public string Target { get; init; } = "";
        public int Status { get; init; }
        public string ActorType { get; init; } = "";
        public string? ActorId { get; init; }
        public string? RequestId { get; init; }
        public string? IpAddress { get; init; }
        public string? UserAgent { get; init; }
        public string? Leak { get; init; }

        public EmergencyAct ToAct() => new(
            Number, Id, AtMs, new OrganizationId(OrganizationId), Target, (KeyStatus)Status, ActorType, ActorId,
            RequestId is null ? null : new RequestOrigin(RequestId, IpAddress, UserAgent)) { Leak = Leak is null ? null : EmergencyLeak.FromJson(Leak) };
    }
}
