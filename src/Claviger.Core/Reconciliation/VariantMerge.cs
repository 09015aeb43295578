namespace Claviger.Core.Reconciliation;

/// <summary>
/// Geography and context window tell prices apart, but only where both books name them alike: elsewhere a difference in words would be a
/// difference in money. So they are kept where the bill has every one that we have money for, and left out elsewhere.
/// </summary>
internal sealed class VariantMerge
{
    private readonly HashSet<CostCell> _merged = [];

    public VariantMerge(IEnumerable<BookedCell> ours, IEnumerable<BilledCell> theirs)
    {
        var booked = ours.Where(cell => cell.Nanos != 0).ToLookup(cell => Bare(cell.Cell), cell => cell.Cell.Variant);
        foreach (var billed in theirs.GroupBy(cell => Bare(cell.Cell)))
        {
            var counted = billed.Where(cell => cell.Quantity > 0).Select(cell => cell.Cell.Variant).ToHashSet(StringComparer.Ordinal);
            var paid = billed.Where(cell => cell.Rows > 0).Select(cell => cell.Cell.Variant).ToHashSet(StringComparer.Ordinal);
            var used = booked[billed.Key].ToHashSet(StringComparer.Ordinal);
            var isAlike = (counted.Count == 0 || paid.IsSubsetOf(counted)) && (used.Count == 0 || paid.Count == 0 || used.IsSubsetOf(paid));
            if (!isAlike) _merged.Add(billed.Key);
        }
    }

    public CostCell Of(CostCell cell) => _merged.Contains(Bare(cell)) ? Bare(cell) : cell;

    private static CostCell Bare(CostCell cell) => cell with { Variant = "" };
}
