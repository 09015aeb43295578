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

    /// <summary>Beyond any row: an id has 48 bits of time.</summary>
    private const long EndOfTime = 1L << 47;

    public Money Read(LimitScope scope, PeriodSpan span)
    {
        var (start, end) = (span.StartMs, Math.Min(span.EndMs, EndOfTime));
        var (firstHour, lastHour) = ((start + Hour - 1) / Hour, end / Hour);
        if (firstHour >= lastHour) return new Money(Rows(scope, start, end));
        var (firstDay, lastDay) = ((firstHour + 23) / 24, lastHour / 24);
        var nanos = checked(Rows(scope, start, firstHour * Hour) + Rows(scope, lastHour * Hour, end));
        return new Money(checked(nanos + (firstDay >= lastDay
            ? Sums("usage_hourly", scope, firstHour, lastHour)
            : Sums("usage_hourly", scope, firstHour, firstDay * 24) + Sums("usage_daily", scope, firstDay, lastDay) + Sums("usage_hourly", scope, lastDay * 24, lastHour))));
    }

    private long Sums(string table, LimitScope scope, long from, long to)
    {
        // Only buckets that exist: a lifetime has billions.
        from = Math.Max(from, ask($"SELECT COALESCE(MIN(bucket), 0) FROM {table}", new { }));
        to = Math.Min(to, ask($"SELECT COALESCE(MAX(bucket), -1) + 1 FROM {table}", new { }));
        if (from >= to) return 0;
        var args = new { from, to, scope = scope.Number };
        // Of many keys one: sought in each bucket and workspace, where a scan would read the buckets whole.
        return scope.Type == LimitScopeType.ApiKey
            ? ask(
                $"""
                WITH RECURSIVE buckets (bucket) AS (SELECT @from UNION ALL SELECT bucket + 1 FROM buckets WHERE bucket + 1 < @to)
                SELECT COALESCE(SUM(u.cost_nanos), 0) FROM buckets b CROSS JOIN workspaces w CROSS JOIN {table} u
                WHERE u.bucket = b.bucket AND u.workspace = w.number AND u.key = @scope
                """, args)
            : ask($"SELECT COALESCE(SUM(cost_nanos), 0) FROM {table} WHERE bucket >= @from AND bucket < @to AND {Covered(scope)}", args);
    }

    private long Rows(LimitScope scope, long from, long to) => from >= to ? 0 : ask(
        $"SELECT COALESCE(SUM(cost_nanos), 0) FROM usage WHERE request_id >= @low AND request_id < @high AND outcome <> 6 AND {Covered(scope)}",
        new { low = IdBytes(from), high = IdBytes(to), scope = scope.Number });

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
}
