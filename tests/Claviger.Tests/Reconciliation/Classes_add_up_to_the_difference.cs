using Claviger.Core.Reconciliation;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Reconciliation;

/// <summary>X8: whatever the two books say, what the classes explain is the difference, to the nano-dollar.</summary>
public sealed class Classes_add_up_to_the_difference
{
    private static readonly DateOnly First = new(2026, 11, 1);

    private static readonly Gen<CostCell> Cells =
        from day in Gen.Int[0, 2]
        from workspace in AnyOf("a", "b", "c")
        from model in AnyOf<string?>("opus", "haiku", null)
        from type in AnyOf(CostCell.Tokens, CostCell.Tokens, CostCell.Tokens, CostCell.WebSearch, "code_execution")
        from token in AnyOf<string?>("output_tokens", "uncached_input_tokens", null)
        from tier in AnyOf("standard", "batch")
        from variant in AnyOf("", "", "us", "global")
        select new CostCell(First.AddDays(day), workspace, model, type, token, tier, variant);

    private static readonly Gen<long> Amounts = Gen.OneOf(Gen.Const(0L), Gen.Long[0, 200], Gen.Long[0, 1_000_000], Gen.Long[-1_000, 0], Gen.Long[0, 1_000_000_000_000_000]);
    private static readonly Gen<long> Counts = Gen.OneOf(Gen.Const(0L), Gen.Long[0, 50], Gen.Long[0, 1_000_000_000_000]);

    private static readonly Gen<BookedCell> Booked =
        from cell in Cells from nanos in Amounts from quantity in Counts from requests in Gen.Long[0, 100] from priority in Counts
        select new BookedCell(cell, nanos, quantity, requests, priority);

    private static readonly Gen<BilledCell> Billed =
        from cell in Cells from nanos in Amounts from rows in Gen.Int[0, 2] from quantity in Counts from foreign in Counts
        select new BilledCell(cell, nanos, rows, quantity, Math.Min(foreign, quantity));

    private static readonly Gen<BookedBound> Bounds =
        from cell in Cells from nanos in Amounts from other in Cells from quantity in Counts
        from difference in AnyOf(DifferenceClass.Bound, DifferenceClass.Unresolved, DifferenceClass.NotAttributed)
        select new BookedBound(cell.Day, cell.Workspace, cell.Model, difference, "bound", nanos, difference == DifferenceClass.NotAttributed ? [] : new Dictionary<CostCell, long> { [cell] = quantity, [other] = quantity });

    [Fact]
    public void Always() =>
        Gen.Select(Booked.Array[0, 12], Bounds.Array[0, 4], Billed.Array[0, 12], Gen.Int[0, 4], AnyOf(1L, 100_000L)).Sample((booked, bounds, billed, late, unit) =>
        {
            var report = Reconciler.Compare(booked, bounds, billed, new ReconciliationOptions(late == 4 ? null : First.AddDays(late), unit));

            Assert.Equal(booked.Sum(cell => cell.Nanos) + bounds.Sum(bound => bound.Nanos), report.Ours);
            Assert.Equal(billed.Sum(cell => cell.Nanos), report.Theirs);
            Assert.All(report.Lines, line => Assert.Equal(line.Ours - line.Theirs, line.Parts.Sum(part => part.Nanos)));
            Assert.Equal(report.Difference, Enum.GetValues<DifferenceClass>().Sum(report.Of));
            Assert.True(report.UnexplainedWithoutSigns >= Math.Abs(report.Of(DifferenceClass.Unexplained)));
        }, iter: 20_000);

    [Fact]
    public void Nothing_is_left_to_explain_between_a_book_and_itself() =>
        Booked.Array[0, 12].Sample(booked =>
        {
            var metered = booked.Where(cell => cell.Cell.IsMetered).Select(cell => cell with { PriorityQuantity = 0 }).ToList();
            Assert.Empty(Reconciler.Compare(metered, [], [.. metered.Select(cell => new BilledCell(cell.Cell, cell.Nanos, 1, cell.Quantity))], new ReconciliationOptions()).Lines);
        });

    [Fact]
    public void Every_class_has_a_name_and_a_sentence()
    {
        var all = Enum.GetValues<DifferenceClass>();
        Assert.Equal(all.Length, all.Select(DifferenceClassNames.Of).Distinct().Count());
        Assert.All(all, difference => Assert.NotEmpty(DifferenceClassNames.Says(difference)));
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
