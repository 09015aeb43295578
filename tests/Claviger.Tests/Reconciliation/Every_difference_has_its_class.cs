using Claviger.Core.Reconciliation;
using Xunit;

namespace Claviger.Tests.Reconciliation;

public sealed class Every_difference_has_its_class
{
    private static readonly DateOnly Monday = new(2026, 11, 2);
    private static readonly CostCell Output = new(Monday, "prod", "opus", CostCell.Tokens, "output_tokens", "standard", "");
    private static readonly CostCell Input = Output with { TokenType = "uncached_input_tokens" };

    [Fact]
    public void Equal_books_have_no_lines()
    {
        var report = Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 5_000, 10)]);
        Assert.Empty(report.Lines);
        Assert.Equal((5_000, 5_000, 0), (report.Ours, report.Theirs, report.Difference));
    }

    [Fact]
    public void Fractions_of_what_rows_and_requests_round_are_rounding() =>
        Only(DifferenceClass.Rounding, -90, Compare([Booked(Output, 4_910, 10)], [], [Billed(Output, 5_000, 10)], new ReconciliationOptions(RowUnitNanos: 100)));

    [Fact]
    public void The_same_tokens_for_other_money_are_a_price_with_both_unit_prices()
    {
        var part = Only(DifferenceClass.Price, 10_000_000, Compare([Booked(Output, 50_000_000, 10_000)], [], [Billed(Output, 40_000_000, 10_000)]));
        Assert.Equal("ours $5.00 a million, Anthropic's $4.00 a million", part.Text);
    }

    [Fact]
    public void Other_tokens_at_another_price_are_split_into_both()
    {
        var report = Compare([Booked(Output, 50_000_000, 10_000)], [], [Billed(Output, 48_000_000, 12_000)]);
        Assert.Equal((10_000_000, -8_000_000), (report.Of(DifferenceClass.Price), report.Of(DifferenceClass.Unexplained)));
    }

    [Fact]
    public void A_bound_explains_what_was_billed_for_its_tokens_and_what_it_booked_too_much()
    {
        var bound = Bound(DifferenceClass.Bound, 900_000, (Output, 100), (Input, 50));
        var report = Compare([Booked(Output, 500_000, 200), Booked(Input, 0, 50)], [bound], [Billed(Output, 750_000, 150), Billed(Input, 20_000, 20)]);
        Assert.Equal((630_000, 630_000), (report.Difference, report.Of(DifferenceClass.Bound)));
    }

    [Fact]
    public void A_bound_explains_no_more_tokens_than_it_has()
    {
        var report = Compare([Booked(Output, 500_000, 110)], [Bound(DifferenceClass.Unresolved, 900_000, (Output, 10))], [Billed(Output, 750_000, 150)]);
        Assert.Equal((850_000, -200_000), (report.Of(DifferenceClass.Unresolved), report.Of(DifferenceClass.Unexplained)));
    }

    [Fact]
    public void Another_model_in_an_answer_is_the_rest_that_was_booked_on_the_first()
    {
        var rest = new BookedBound(Monday, "prod", "opus", DifferenceClass.NotAttributed, "rest", 30_000, new Dictionary<CostCell, long>());
        Only(DifferenceClass.NotAttributed, 0, Compare([Booked(Output, 5_000, 10)], [rest], [Billed(Output, 5_000, 10), Billed(Output with { Model = "haiku" }, 30_000, 40)]), parts: 2);
    }

    [Fact]
    public void Other_keys_workspaces_and_models_went_around()
    {
        Only(DifferenceClass.AroundClaviger, -2_000, Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 5_000, 10), Billed(Output with { Workspace = "other" }, 2_000, 4)]));
        Only(DifferenceClass.AroundClaviger, -2_000, Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 5_000, 10), Billed(Output with { Model = "haiku" }, 2_000, 4)]));
        Only(DifferenceClass.AroundClaviger, -2_000, Compare([Booked(Output, 5_000, 10)], [], [new BilledCell(Output, 7_000, 1, 14, ForeignQuantity: 4)]));
    }

    [Fact]
    public void A_day_that_is_missing_here_is_not_called_other_traffic() =>
        Only(DifferenceClass.Unexplained, -5_000, Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 5_000, 10), Billed(Output with { Day = Monday.AddDays(1) }, 5_000, 10)]));

    [Fact]
    public void Young_days_are_late_whoever_has_more()
    {
        var options = new ReconciliationOptions(LateFrom: Monday);
        Only(DifferenceClass.Late, 2_500, Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 2_500, 5)], options));
        Only(DifferenceClass.Late, 5_000, Compare([Booked(Output, 5_000, 10)], [], [], options));
        Only(DifferenceClass.Unexplained, 5_000, Compare([Booked(Output, 5_000, 10)], [], [], new ReconciliationOptions(LateFrom: Monday.AddDays(1))));
    }

    [Fact]
    public void A_price_too_high_is_wrong_on_a_young_day_too_and_one_too_low_is_money_that_may_still_come()
    {
        var options = new ReconciliationOptions(LateFrom: Monday);
        Only(DifferenceClass.Price, -5_000, Compare([Booked(Output, 5_000, 10)], [], [Billed(Output, 10_000, 10)], options));
        Only(DifferenceClass.Late, 5_000, Compare([Booked(Output, 10_000, 10)], [], [Billed(Output, 5_000, 10)], options));
        Only(DifferenceClass.Price, 5_000, Compare([Booked(Output, 10_000, 10)], [], [Billed(Output, 5_000, 10)], new ReconciliationOptions(LateFrom: Monday.AddDays(1))));
    }

    [Fact]
    public void Tokens_that_were_reported_and_not_billed_are_no_price_of_nothing() =>
        Only(DifferenceClass.Unexplained, 10_000, Compare([Booked(Output, 10_000, 10)], [], [new BilledCell(Output, 0, 0, 10)]));

    [Fact]
    public void Beside_cost_of_no_class_rounding_is_rounding_and_a_price_is_not_made_up()
    {
        var rest = new BookedBound(Monday, "prod", "opus", DifferenceClass.NotAttributed, "rest", 30_000, new Dictionary<CostCell, long>());
        Assert.Equal(50, Compare([Booked(Output, 5_050, 10)], [rest], [Billed(Output, 5_000, 10)]).Of(DifferenceClass.Rounding));
        var other = Compare([Booked(Output, 5_000, 10)], [rest], [Billed(Output, 35_000, 70)]);
        Assert.Equal((0, 0, 0), (other.Difference, other.Of(DifferenceClass.Price), other.Of(DifferenceClass.Unexplained)));
    }

    [Fact]
    public void One_nano_dollar_beyond_what_rounding_makes_is_a_price()
    {
        Only(DifferenceClass.Rounding, 66, Compare([Booked(Output, 5_066, 10)], [], [Billed(Output, 5_000, 10)])); // 64 of a request, 1 of a row, 1 of the division
        Only(DifferenceClass.Price, 67, Compare([Booked(Output, 5_067, 10)], [], [Billed(Output, 5_000, 10)]));
    }

    [Fact]
    public void Unresolved_requests_are_told_apart_from_other_bounds_and_take_the_rest_after_them()
    {
        var report = Compare([Booked(Output, 500_000, 120)], [Bound(DifferenceClass.Unresolved, 70_000, (Output, 10)), Bound(DifferenceClass.Bound, 80_000, (Output, 10))], [Billed(Output, 575_000, 115)]);
        Assert.Equal((75_000, 70_000 - 25_000, 80_000 - 50_000), (report.Difference, report.Of(DifferenceClass.Unresolved), report.Of(DifferenceClass.Bound)));
    }

    [Fact]
    public void What_is_not_metered_is_named()
    {
        var part = Only(DifferenceClass.NotMetered, -7_000, Compare([], [], [Billed(Output with { Model = null, CostType = "code_execution", TokenType = null }, 7_000, 0)]));
        Assert.Equal("code_execution", part.Text);
    }

    [Fact]
    public void A_priority_tier_is_in_no_bill() =>
        Only(DifferenceClass.PriorityTier, 4_000, Compare([new BookedCell(Output, 10_000, 100, 1, PriorityQuantity: 40)], [], [Billed(Output, 6_000, 60)]));

    [Fact]
    public void Where_geographies_have_names_in_common_the_dearer_is_not_taken_for_another_price()
    {
        var (us, global) = (Output with { Variant = "us" }, Output with { Variant = "global" });
        Only(DifferenceClass.Unexplained, -11_000, Compare([Booked(global, 10_000, 100)], [], [Billed(global, 10_000, 100), Billed(us, 11_000, 100)]));
    }

    [Fact]
    public void Where_they_have_none_in_common_they_are_not_told_apart() =>
        Assert.Empty(Compare([Booked(Output with { Variant = "global" }, 10_000, 100)], [], [Billed(Output, 10_000, 0), new BilledCell(Output with { Variant = "xx" }, 0, 0, 100)]).Lines);

    private static ReconciliationReport Compare(BookedCell[] booked, BookedBound[] bounds, BilledCell[] billed, ReconciliationOptions? options = null) => Reconciler.Compare(booked, bounds, billed, options ?? new ReconciliationOptions());

    private static DifferencePart Only(DifferenceClass difference, long nanos, ReconciliationReport report, int parts = 1)
    {
        var all = report.Lines.SelectMany(line => line.Parts).ToList();
        Assert.Equal(parts, all.Count);
        Assert.All(all, part => Assert.Equal(difference, part.Class));
        Assert.Equal((nanos, nanos), (report.Difference, report.Of(difference)));
        return all[0];
    }

    private static BookedCell Booked(CostCell cell, long nanos, long quantity) => new(cell, nanos, quantity, 1);

    private static BilledCell Billed(CostCell cell, long nanos, long quantity) => new(cell, nanos, 1, quantity);

    private static BookedBound Bound(DifferenceClass difference, long nanos, params (CostCell Cell, long Quantity)[] quantities) =>
        new(Monday, "prod", "opus", difference, "bound", nanos, quantities.ToDictionary(pair => pair.Cell, pair => pair.Quantity));
}
