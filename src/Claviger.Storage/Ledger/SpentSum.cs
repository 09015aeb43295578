using System.Buffers.Binary;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// What was spent in a scope within a span, to the millisecond: whole UTC days from the daily sums, whole hours from the hourly ones, and
/// rows for what is left at the ends, which only time zones off the whole hour have. Reads through whoever asks, so inside their transaction.
/// </summary>
internal sealed class SpentSum(Func<string, object, long> ask)
{
    private const long Hour = 3_600_000;
    private const string RowTable = "usage";

    /// <summary>Beyond any row: an id has 48 bits of time.</summary>
    private const long EndOfTime = 1L << 47;

    public Money Read(LimitScope scope, PeriodSpan span)
    {
        long nanos = 0;
        foreach (var part in PartsOf(span)) nanos = checked(nanos + Sum(part, scope));
        return new Money(nanos);
    }

    /// <summary>Of every owner at once. Owners have no index: many limits of theirs would read the same sums each for itself.</summary>
    public Dictionary<int, long> ReadByOwner(PeriodSpan span, Func<string, object, IEnumerable<(int Owner, long Nanos)>> query)
    {
        var all = new Dictionary<int, long>();
        foreach (var part in PartsOf(span))
            foreach (var (owner, nanos) in query($"SELECT owner, SUM(cost_nanos) FROM {part.Table} WHERE {Within(part)} GROUP BY owner", ArgsOf(part, default)))
                all[owner] = checked(all.GetValueOrDefault(owner) + nanos);
        return all;
    }

    /// <summary>Empty ones left out. Bounds are milliseconds for rows, buckets for sums.</summary>
    private IEnumerable<Part> PartsOf(PeriodSpan span)
    {
        var (start, end) = (span.StartMs, Math.Min(span.EndMs, EndOfTime));
        var (firstHour, lastHour) = ((start + Hour - 1) / Hour, end / Hour);
        if (firstHour >= lastHour) return start < end ? [new Part(RowTable, start, end)] : [];
        var (firstDay, lastDay) = ((firstHour + 23) / 24, lastHour / 24);
        Part[] sums = firstDay >= lastDay
            ? [new("usage_hourly", firstHour, lastHour)]
            : [new("usage_hourly", firstHour, firstDay * 24), new("usage_daily", firstDay, lastDay), new("usage_hourly", lastDay * 24, lastHour)];
        return new Part[] { new(RowTable, start, firstHour * Hour), new(RowTable, lastHour * Hour, end) }.Concat(sums.Select(OnlyWhatIsThere)).Where(part => part.From < part.To);
    }

    /// <summary>A lifetime has billions of buckets.</summary>
    private Part OnlyWhatIsThere(Part part) => part.From >= part.To ? part : part with
    {
        From = Math.Max(part.From, ask($"SELECT COALESCE(MIN(bucket), 0) FROM {part.Table}", new { })),
        To = Math.Min(part.To, ask($"SELECT COALESCE(MAX(bucket), -1) + 1 FROM {part.Table}", new { })),
    };

    private long Sum(Part part, LimitScope scope) => scope.Type == LimitScopeType.ApiKey && part.Table != RowTable
        // Of many keys one: sought in each bucket and workspace, where a scan would read the buckets whole.
        ? ask(
            $"""
            WITH RECURSIVE buckets (bucket) AS (SELECT @from UNION ALL SELECT bucket + 1 FROM buckets WHERE bucket + 1 < @to)
            SELECT COALESCE(SUM(u.cost_nanos), 0) FROM buckets b CROSS JOIN workspaces w CROSS JOIN {part.Table} u
            WHERE u.bucket = b.bucket AND u.workspace = w.number AND u.key = @scope
            """, ArgsOf(part, scope))
        : ask($"SELECT COALESCE(SUM(cost_nanos), 0) FROM {part.Table} WHERE {Within(part)} AND {Covered(scope)}", ArgsOf(part, scope));

    private static string Within(Part part) => part.Table == RowTable
        ? "request_id >= @low AND request_id < @high AND outcome <> 6" // free calls are in no sum
        : "bucket >= @from AND bucket < @to";

    private static object ArgsOf(Part part, LimitScope scope) => part.Table == RowTable
        ? new { low = IdBytes(part.From), high = IdBytes(part.To), scope = scope.Number }
        : new { from = part.From, to = part.To, scope = scope.Number };

    private static string Covered(LimitScope scope) => scope.Type switch
    {
        LimitScopeType.Organization => "workspace IN (SELECT w.number FROM workspaces w JOIN organizations o ON o.id = w.organization_id WHERE o.number = @scope)",
        LimitScopeType.Workspace => "workspace = @scope",
        LimitScopeType.ApiKey => "key = @scope",
        LimitScopeType.User or LimitScopeType.ServiceAccount => "owner = @scope",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    internal static byte[] IdBytes(long atMs)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, RequestIds.Floor(atMs));
        return bytes;
    }

    private readonly record struct Part(string Table, long From, long To);
}
