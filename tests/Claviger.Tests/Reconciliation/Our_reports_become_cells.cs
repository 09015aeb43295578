using Claviger.Cli.Reconciliation;
using Claviger.Core.Contracts;
using Claviger.Core.Reconciliation;
using Xunit;

namespace Claviger.Tests.Reconciliation;

public sealed class Our_reports_become_cells
{
    private const string Haiku = "claude-haiku-4-5-20251001";
    private static readonly DateTimeOffset Day = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("worst_case", DifferenceClass.Bound)]
    [InlineData("cut_short", DifferenceClass.Bound)]
    [InlineData("stopped_at_cap", DifferenceClass.Bound)]
    [InlineData("resolved", DifferenceClass.Bound)]
    [InlineData("unresolved", DifferenceClass.Unresolved)]
    public void A_request_whose_usage_was_not_seen_is_a_bound_of_what_it_may_have_used(string outcome, DifferenceClass difference)
    {
        var books = OurBooks.Of([new CostBucket(Day, Day.AddDays(1), [Cost("12", null, null)])], [], [Request(outcome, "12")], Place);
        var bound = Assert.Single(books.Bounds); // nothing of the 12 cents is left over for cost of no class
        Assert.Equal((difference, 120_000_000L, "home"), (bound.Class, bound.Nanos, bound.Workspace));
        Assert.Equal([("output_tokens", 20L), ("uncached_input_tokens", 10L)], bound.Quantities.Select(pair => (pair.Key.TokenType!, pair.Value)).Order());
    }

    [Fact]
    public void What_no_request_of_the_log_accounts_for_is_cost_of_no_class()
    {
        var books = OurBooks.Of([new CostBucket(Day, Day.AddDays(1), [Cost("12", null, null), Cost("1", "tokens", "output_tokens", 7)])], [], [Request("worst_case", "5")], Place);
        Assert.Equal([(DifferenceClass.Bound, 50_000_000L), (DifferenceClass.NotAttributed, 70_000_000L)], books.Bounds.Select(bound => (bound.Class, bound.Nanos)));
        Assert.Equal((10_000_000L, 7L), (Assert.Single(books.Cells).Nanos, books.Cells[0].Quantity));
    }

    [Fact]
    public void An_alias_is_the_model_that_it_stands_for()
    {
        var books = OurBooks.Of([new CostBucket(Day, Day.AddDays(1), [Cost("1", "tokens", "output_tokens", 7, "claude-haiku-4-5")])], [], [], Place);
        Assert.Equal(Haiku, Assert.Single(books.Cells).Cell.Model);
        Assert.Equal("claude-of-our-own", TokenCells.Model("claude-of-our-own"));
    }

    private static string Place(string? workspace) => workspace ?? "home";

    private static CostResult Cost(string cents, string? type, string? token, long? quantity = null, string model = Haiku) =>
        new(cents, "USD", type, token, "", model, type is null ? null : "0-200k", type is null ? null : "global", type is null ? null : "standard", null, Quantity: quantity);

    private static RequestLogView Request(string outcome, string cents) =>
        new("req_1", "request", Day.AddHours(3), null, "apikey_1", null, Haiku, outcome, 200, 10, new CacheCreationTokens(0, 0), 0, 20, new ServerToolUse(0), "standard", "global", "standard", cents);
}
