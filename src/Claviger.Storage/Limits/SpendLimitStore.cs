using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>Spend limits and their one-off grants.</summary>
public static class SpendLimitStore
{
    /// <summary>All that aren't deleted, with every grant that ever was, in order of their numbers. For the snapshot.</summary>
    public static IReadOnlyList<SpendLimit> AllLive(Reader reader)
    {
        var grants = reader.Query<SpendGrantRow>($"SELECT {SpendGrantRow.Columns} FROM spend_grants ORDER BY starts_at_ms").ToLookup(row => row.LimitNumber, row => row.ToGrant());
        return reader.Query<SpendLimitRow>($"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE deleted_at_ms IS NULL ORDER BY number")
            .Select(row => row.ToLimit([.. grants[row.Number]])).ToList();
    }
}
