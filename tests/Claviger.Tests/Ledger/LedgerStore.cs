using System.Diagnostics;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Claviger.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claviger.Tests.Ledger;

/// <summary>A store with one organization (number 1), workspaces 1 to 3 and limits made straight in the tables, as an administrator's transaction leaves them.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private static readonly JournalPace Hurried = new() { FlushEvery = TimeSpan.FromMilliseconds(1), AnswerEvery = TimeSpan.Zero, RetryEvery = TimeSpan.FromMilliseconds(10) };

    private readonly Dictionary<string, int> _deaths = [];
    private readonly List<UsageJournal> _killed = [];
    private readonly RequestIds _ids = new();

    /// <param name="root">Where its folder is made; null: among temporary files.</param>
    public LedgerStore(string zone = "UTC", string? root = null)
    {
        Store = new Store(root);
        using var raw = Store.Raw();
        raw.Execute("INSERT INTO organizations (id, name, created_at_ms, time_zone) VALUES (@id, 'Example Org', 0, @zone)", new { id = Store.Organization.Value, zone });
        for (var number = 1; number <= 3; number++)
            raw.Execute(
                "INSERT INTO workspaces (id, organization_id, name, is_default, display_color, tags, created_at_ms) VALUES (@workspace, @id, @name, 0, '', '{}', 0)",
                new { workspace = $"wrkspc_{number}", name = $"w{number}", id = Store.Organization.Value });
    }

    public Store Store { get; }

    public Database Database => Store.Database;

    public long NowMs => Store.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Each node has its crash file, and keeps it from one start to the next.</summary>
    public UsageJournal Journal(string node = "local", string boot = "boot-1", int slots = 1_024, ILogger<UsageJournal>? log = null, JournalPace? pace = null) => new(
        Database, CrashFile(node), Store.Clock, log ?? NullLogger<UsageJournal>.Instance, slots, new LedgerNode(node, boot), pace ?? Hurried);

    public string CrashFile(string node) => Path.Combine(Store.Folder.Path, $"{node}.{_deaths.GetValueOrDefault(node)}.slots");

    /// <summary>
    /// What <c>kill -9</c> leaves: the slots as they are at this instant, for the node's next start, and a process that does nothing more. Its
    /// threads live on here, so they must have nothing to do.
    /// </summary>
    public void Kill(UsageJournal journal, string node = "local")
    {
        var file = CrashFile(node);
        _deaths[node] = _deaths.GetValueOrDefault(node) + 1;
        using var copy = Process.Start("cp", [file, CrashFile(node)])!; // not File.Copy, which heeds the lock of whoever has it mapped
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
        _killed.Add(journal);
    }

    public int Limit(LimitScopeType type, int scope, LimitPeriod period, long? cap, long? createdAtMs = null, LimitMode mode = LimitMode.Hard)
    {
        using var raw = Store.Raw();
        using var tx = raw.BeginTransaction();
        var version = raw.ExecuteScalar<long>("UPDATE limits_version SET version = version + 1 RETURNING version", transaction: tx);
        var number = raw.ExecuteScalar<int>(
            """
            INSERT INTO spend_limits (id, organization_id, scope_type, scope_id, scope_number, period, amount_nanos, mode, at_cap, created_at_ms, updated_at_ms, version)
            VALUES (@id, @org, @type, @scopeId, @scope, @period, @cap, @mode, 0, @at, @at, @version) RETURNING number
            """, new
            {
                id = SpendLimitId.New().Value, org = Store.Organization.Value, type, scopeId = $"{type}-{scope}", scope, period, cap, mode,
                at = createdAtMs ?? 0, version,
            }, tx);
        tx.Commit();
        return number;
    }

    public void Change(string sql, object? args = null)
    {
        using var raw = Store.Raw();
        using var tx = raw.BeginTransaction();
        raw.Execute(sql, args, tx);
        var version = raw.ExecuteScalar<long>("UPDATE limits_version SET version = version + 1 RETURNING version", transaction: tx);
        raw.Execute("UPDATE spend_limits SET version = @version", new { version }, tx);
        tx.Commit();
    }

    public UsageRecord Row(long cost, long? atMs = null, int workspace = 1, int key = 1, int owner = 0, UsageOutcome outcome = UsageOutcome.Completed) => new()
    {
        RequestId = _ids.Next(atMs ?? NowMs),
        AtMs = atMs ?? NowMs,
        Organization = 1,
        Workspace = workspace,
        Key = key,
        Owner = owner,
        Model = 1,
        Outcome = outcome,
        Status = 200,
        Tokens = new TokenUsage { InputTokens = 3 },
        Cost = new Money(cost),
    };

    public (long Posted, long Leased) Share(LeaseKey key)
    {
        using var raw = Store.Raw();
        return raw.QuerySingle<(long, long)>(
            "SELECT COALESCE(SUM(posted_nanos), 0), COALESCE(SUM(leased_nanos), 0) FROM limit_shares WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs",
            new { key.Limit, key.PeriodStartMs });
    }

    /// <summary>Every share that is there, by a naive sum over rows and entries; the sentence of the first that differs, or null.</summary>
    public string? FirstWrongShare()
    {
        using var raw = Store.Raw();
        var zone = PeriodCalendar.Of(raw.ExecuteScalar<string>("SELECT time_zone FROM organizations")!);
        var rows = raw.Query<(long At, int Workspace, int Key, int Owner, long Cost)>("SELECT at_ms, workspace, key, owner, cost_nanos FROM usage WHERE outcome <> 6").ToList();
        var limits = raw.Query<(int Number, int Type, int Scope, int Period)>("SELECT number, scope_type, scope_number, period FROM spend_limits WHERE deleted_at_ms IS NULL").ToDictionary(limit => limit.Number);
        foreach (var (number, start, posted) in raw.Query<(int, long, long)>("SELECT limit_number, period_start_ms, SUM(posted_nanos) FROM limit_shares GROUP BY 1, 2"))
        {
            if (!limits.TryGetValue(number, out var limit)) continue;
            var span = zone.SpanAt((LimitPeriod)limit.Period, start);
            if (span.StartMs != start) continue;
            var spent = rows.Where(row => span.Contains(row.At) && (LimitScopeType)limit.Type switch
            {
                LimitScopeType.Organization => true,
                LimitScopeType.Workspace => row.Workspace == limit.Scope,
                LimitScopeType.ApiKey => row.Key == limit.Scope,
                _ => row.Owner == limit.Scope,
            }).Sum(row => row.Cost);
            var entries = raw.ExecuteScalar<long>("SELECT COALESCE(SUM(nanos), 0) FROM ledger_entries WHERE limit_number = @number AND period_start_ms = @start", new { number, start });
            if (posted != spent + entries) return $"limit {number} from {start}: posted {posted}, rows {spent}, entries {entries}";
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _killed) await journal.DisposeAsync();
        await Store.DisposeAsync();
    }
}
