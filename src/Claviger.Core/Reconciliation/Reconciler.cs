using System.Globalization;

namespace Claviger.Core.Reconciliation;

/// <summary>
/// Compares our books with a bill and says of every difference why it is there. Pure. The classes add up to the difference, to the
/// nano-dollar, whatever is put in; what no rule explains is <see cref="DifferenceClass.Unexplained"/>, never left out.
/// </summary>
public static class Reconciler
{
    /// <summary>A request's own rounding, as the books split costs.</summary>
    private const long NanosRoundedPerRequest = 64;

    public static ReconciliationReport Compare(IReadOnlyList<BookedCell> booked, IReadOnlyList<BookedBound> bounds, IReadOnlyList<BilledCell> billed, ReconciliationOptions options)
    {
        // 1. One line for each cell that either side has.
        var merge = new VariantMerge(booked, billed);
        var lines = new Dictionary<CostCell, OpenLine>();
        foreach (var cell in booked) LineOf(cell.Cell).Add(cell);
        foreach (var cell in billed) LineOf(cell.Cell).Add(cell);
        foreach (var (cell, quantity) in bounds.SelectMany(bound => bound.Quantities)) LineOf(cell).TakeOut(quantity);

        // 2. Money that differs for the same tokens, or by less than rounding makes.
        var blurred = bounds.Where(bound => bound.Class == DifferenceClass.NotAttributed).ToLookup(bound => (bound.Day, bound.Workspace), bound => bound.Model);
        foreach (var line in lines.Values)
        {
            // Where cost was booked on no class, tokens and money of a class are not of the same requests: unit prices would be made up.
            var hasPrices = line is { Rows: > 0, OurQuantity: > 0, TheirQuantity: > 0 } && !blurred[(line.Cell.Day, line.Cell.Workspace)].Any(model => model == line.Cell.Model || line.Cell.Model is null);
            if (!line.Cell.IsMetered) line.Explain(DifferenceClass.NotMetered, line.Rest, line.Cell.CostType);
            else if (hasPrices) SplitByPrice(line, options);
            else if (Int128.Abs(line.Rest) <= RoundingOf(line, options)) line.Explain(DifferenceClass.Rounding, line.Rest);
        }

        // 3. Tokens that only one side has.
        foreach (var line in lines.Values) line.ExplainMissing(DifferenceClass.AroundClaviger, line.ForeignQuantity > 0 ? line.AtTheirPrice(line.ForeignQuantity) : 0, "keys that are not Claviger's");
        var known = bounds.Select(bound => (bound.Workspace, bound.Model)).Concat(booked.Select(cell => (cell.Cell.Workspace, cell.Cell.Model))).ToHashSet();
        var workspaces = known.Select(pair => pair.Workspace).ToHashSet(StringComparer.Ordinal);
        var byPlace = lines.Values.ToLookup(line => (line.Cell.Day, line.Cell.Workspace));
        foreach (var bound in bounds.OrderBy(bound => bound.Class)) Absorb(bound, byPlace[(bound.Day, bound.Workspace)], merge);
        foreach (var line in lines.Values)
        {
            if (!workspaces.Contains(line.Cell.Workspace)) line.ExplainMissing(DifferenceClass.AroundClaviger, Int128.MaxValue, "a workspace that no request through Claviger used");
            else if (!known.Contains((line.Cell.Workspace, line.Cell.Model))) line.ExplainMissing(DifferenceClass.AroundClaviger, Int128.MaxValue, line.Cell.Model is null ? "searches, and none was made through Claviger" : "a model that no request through Claviger used");
            if (line is { Rest: > 0, PriorityQuantity: > 0, OurQuantity: > 0 })
                line.Explain(DifferenceClass.PriorityTier, (long)Int128.Min(line.Rest, (Int128)line.Ours * line.PriorityQuantity / line.OurQuantity));
            if (line.Cell.Day >= options.LateFrom) line.Explain(DifferenceClass.Late, line.Rest);
            line.Explain(DifferenceClass.Unexplained, line.Rest, CountsOf(line));
        }

        // 4. Bounds themselves: booked, and on no line of a bill.
        var all = lines.Values.Select(line => line.Closed()).Concat(bounds.GroupBy(bound => (bound.Day, bound.Workspace, bound.Model, bound.Class, bound.What)).Select(OfBounds)).ToList();
        return new ReconciliationReport(
            all.Aggregate(0L, (sum, line) => checked(sum + line.Ours)), all.Aggregate(0L, (sum, line) => checked(sum + line.Theirs)),
            [.. all.Where(line => line.Parts.Count > 0).OrderBy(line => line.Day).ThenByDescending(line => Int128.Abs((Int128)line.Ours - line.Theirs)).ThenBy(line => line.Workspace, StringComparer.Ordinal)
                .ThenBy(line => line.Model, StringComparer.Ordinal).ThenBy(line => line.What, StringComparer.Ordinal)]);

        OpenLine LineOf(CostCell cell)
        {
            cell = merge.Of(cell);
            return lines.TryGetValue(cell, out var line) ? line : lines[cell] = new OpenLine(cell);
        }
    }

    /// <summary>Of tokens that both sides have, what they cost here and there; what is left is about tokens that only one side has.</summary>
    private static void SplitByPrice(OpenLine line, ReconciliationOptions options)
    {
        var rounding = RoundingOf(line, options);
        var ofQuantity = (Int128)line.Theirs * (line.OurQuantity - line.TheirQuantity) / line.TheirQuantity;
        var ofPrice = line.Rest - ofQuantity;
        if (Int128.Abs(ofPrice) > long.MaxValue) return; // beyond any money: not to be explained by a price
        // Tokens are reported before their money: a price that seems too low on a young day is none yet.
        if (line.Cell.Day >= options.LateFrom && ofPrice > 0) return;
        // A price read off a rounded bill is off by its rounding, times the tokens it is applied to.
        if (line.OurQuantity > line.TheirQuantity) rounding = rounding * line.OurQuantity / line.TheirQuantity + 1;
        if (Int128.Abs(ofPrice) <= rounding) line.Explain(DifferenceClass.Rounding, (long)ofPrice);
        else line.Explain(DifferenceClass.Price, (long)ofPrice, $"ours {UnitPrice(line.Cell, line.Ours, line.OurQuantity)}, Anthropic's {UnitPrice(line.Cell, line.Theirs, line.TheirQuantity)}");
    }

    /// <summary>Where one side has nothing at all, nothing was rounded.</summary>
    private static Int128 RoundingOf(OpenLine line, ReconciliationOptions options) =>
        line.Rows == 0 || line.Requests == 0 ? 0 : (Int128)line.Requests * NanosRoundedPerRequest + (Int128)line.Rows * options.RowUnitNanos + 1;

    /// <summary>What was billed beyond the books, up to what a bound has booked for it.</summary>
    private static void Absorb(BookedBound bound, IEnumerable<OpenLine> lines, VariantMerge merge)
    {
        Int128 left = bound.Nanos;
        var most = bound.Quantities.GroupBy(pair => merge.Of(pair.Key)).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        // Of a rest, the work of other models comes first: that is what a rest most often is.
        foreach (var line in lines.Where(line => line.Rest < 0).OrderBy(line => line.Cell.Model == bound.Model))
        {
            if (left <= 0) return;
            if (bound.Class == DifferenceClass.NotAttributed) left -= line.ExplainMissing(bound.Class, left, bound.What);
            else if (most.TryGetValue(line.Cell, out var quantity)) left -= line.ExplainMissing(bound.Class, Int128.Min(left, line.AtTheirPrice(quantity)), bound.What);
        }
    }

    private static ReconciliationLine OfBounds(IGrouping<(DateOnly Day, string Workspace, string? Model, DifferenceClass Class, string What), BookedBound> bounds)
    {
        var nanos = bounds.Aggregate(0L, (sum, bound) => checked(sum + bound.Nanos));
        return new(bounds.Key.Day, bounds.Key.Workspace, bounds.Key.Model, bounds.Key.What, nanos, 0, 0, 0, nanos == 0 ? [] : [new DifferencePart(bounds.Key.Class, nanos, bounds.Key.What)]);
    }

    private static string UnitPrice(CostCell cell, long nanos, long quantity)
    {
        var (per, word) = cell.CostType == CostCell.WebSearch ? (1_000, "thousand") : (1_000_000, "million");
        var price = (Int128)nanos * per / quantity;
        return $"{new Money((long)Int128.Min(price, long.MaxValue))} a {word}";
    }

    private static string CountsOf(OpenLine line) => line.Rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"ours {line.OurQuantity}, Anthropic's {line.TheirQuantity}");
}
