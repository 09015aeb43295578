using System.Buffers.Binary;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage.Ledger;

/// <summary>
/// What the usage books say that a scope has spent in a stretch of time: whole UTC days from the daily sums, whole hours at both ends
/// from the hourly ones, and what is left (zones whose days don't begin on a UTC hour) from the rows. Exact, whatever the stretch.
/// The posted sum of a limit begins with it.
/// </summary>
public static class ScopeSpend
{
    private const long HourMs = 3_600_000, DayMs = 24 * HourMs;

    /// <summary>9999-12-31: a lifetime has no end, and 48 bits of a request id hold no later one.</summary>
    private const long LatestMs = 253_402_300_799_999;

    /// <param name="number"><see cref="LimitScope.Number"/>; not looked at for the organization, of which a store holds one.</param>
    /// <param name="fromMs">Unix milliseconds, included; <paramref name="toMs"/> is not.</param>
    public static Money Of(Reader reader, LimitScopeType type, int number, long fromMs, long toMs) =>
        new(reader.First<long>(Sql(type), Arguments(number, fromMs, toMs)));

    /// <summary>Of every entity of a type at once, by number: a page of limits must not read the same buckets for each. Without those that spent nothing.</summary>
    public static IReadOnlyDictionary<int, Money> All(Reader reader, LimitScopeType type, long fromMs, long toMs) =>
        reader.Query<Row>(
            $"SELECT {Column(type) ?? "0"} AS Number, SUM(nanos) AS Nanos FROM ({Parts(", workspace, key, owner", "")}) GROUP BY 1", Arguments(0, fromMs, toMs))
            .ToDictionary(row => row.Number, row => new Money(row.Nanos));

    /// <summary>For the books' writer, inside its own transaction.</summary>
    internal static Money Of(SqliteConnection connection, SqliteTransaction? transaction, LimitScopeType type, int number, long fromMs, long toMs) =>
        new(connection.QuerySingle<long>(Sql(type), Arguments(number, fromMs, toMs), transaction));

    private static string Sql(LimitScopeType type) =>
        $"SELECT COALESCE(SUM(nanos), 0) FROM ({Parts("", Column(type) is { } column ? $" AND {column} = @number" : "")})";

    /// <summary>Null for the organization: every row is its.</summary>
    private static string? Column(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => null,
        LimitScopeType.Workspace => "workspace",
        LimitScopeType.ApiKey => "key",
        LimitScopeType.User or LimitScopeType.ServiceAccount => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Five stretches that touch and don't overlap.</summary>
    private static string Parts(string columns, string only) =>
        $"""
        SELECT cost_nanos AS nanos{columns} FROM usage_daily WHERE bucket >= @firstDay AND bucket < @endDay{only}
        UNION ALL SELECT cost_nanos{columns} FROM usage_hourly WHERE bucket >= @firstHour AND bucket < @hourOfFirstDay{only}
        UNION ALL SELECT cost_nanos{columns} FROM usage_hourly WHERE bucket >= @hourOfEndDay AND bucket < @endHour{only}
        UNION ALL SELECT cost_nanos{columns} FROM usage WHERE request_id >= @from AND request_id < @idOfFirstHour{only}
        UNION ALL SELECT cost_nanos{columns} FROM usage WHERE request_id >= @idOfEndHour AND request_id < @to{only}
        """;

    /// <summary>Each inner stretch lies within the outer one; where none fits it is empty, and the outer one is cut at its own end.</summary>
    private static object Arguments(int number, long fromMs, long toMs)
    {
        toMs = Math.Max(fromMs, Math.Min(toMs, LatestMs));
        var (firstHour, endHour) = Inner(fromMs, toMs, HourMs);
        var (firstDay, endDay) = Inner(firstHour * HourMs, endHour * HourMs, DayMs);
        var hasHour = firstHour < endHour;
        var hasDay = firstDay < endDay;
        return new
        {
            number,
            firstDay,
            endDay,
            firstHour,
            hourOfFirstDay = hasDay ? firstDay * 24 : endHour,
            hourOfEndDay = hasDay ? endDay * 24 : endHour,
            endHour,
            from = Id(fromMs),
            idOfFirstHour = Id(hasHour ? firstHour * HourMs : toMs),
            idOfEndHour = Id(hasHour ? endHour * HourMs : toMs),
            to = Id(toMs),
        };
    }

    private static (long First, long End) Inner(long fromMs, long toMs, long unitMs)
    {
        var first = (fromMs + unitMs - 1) / unitMs;
        return (first, Math.Max(first, toMs / unitMs));
    }

    private static byte[] Id(long atMs)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, RequestIds.Floor(atMs));
        return bytes;
    }

    private sealed record Row
    {
        public int Number { get; init; }
        public long Nanos { get; init; }
    }
}
