using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>Adds up all rows and compares: slow on purpose, and trusts no sum.</summary>
public static class LedgerVerify
{
    public static LedgerVerification Run(Reader reader)
    {
        var rows = reader.First<long>("SELECT COUNT(*) FROM usage WHERE outcome <> 6");
        var expected = Sum(reader, "usage");
        var differences = new List<LedgerDifference>();
        foreach (var table in new[] { "usage_hourly", "usage_daily" })
            if (Sum(reader, table) is var booked && booked != expected) differences.Add(new LedgerDifference(table, booked, expected));
        return new LedgerVerification(rows, reader.First<long>("SELECT COUNT(*) FROM (SELECT DISTINCT limit_number, period_start_ms FROM limit_shares)"), differences);
    }

    private static Money Sum(Reader reader, string table) => new(reader.First<long>($"SELECT COALESCE(SUM(cost_nanos), 0) FROM {table}"));
}
