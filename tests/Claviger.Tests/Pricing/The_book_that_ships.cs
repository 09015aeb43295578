using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Xunit;

namespace Claviger.Tests.Pricing;

public sealed class The_book_that_ships
{
    private static readonly PriceBook Book = PriceBook.BuiltIn;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Has_every_known_model_and_dense_indexes()
    {
        Assert.Equal(25, Book.Models.Length);
        Assert.Equal(Enumerable.Range(0, Book.Models.Length), Book.Models.Select(m => m.Index));
        Assert.Matches("^[0-9a-f]{16}$", Book.Version);
    }

    [Theory]
    [InlineData("claude-opus-4-5", "claude-opus-4-5-20251101")]
    [InlineData("claude-opus-4-5-20251101", "claude-opus-4-5-20251101")]
    [InlineData("claude-sonnet-4-5", "claude-sonnet-4-5-20250929")]
    [InlineData("claude-haiku-4-5", "claude-haiku-4-5-20251001")]
    [InlineData("claude-opus-5-5", "claude-opus-5-5")]
    public void Finds_a_model_by_id_and_by_alias(string name, string id)
    {
        Assert.True(Book.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var byBytes));
        Assert.True(Book.TryFind(name, out var byText));
        Assert.Equal(id, byBytes.Id);
        Assert.Same(byBytes, byText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("claude-opus-5-5 ")]
    [InlineData("CLAUDE-OPUS-5-5")]
    [InlineData("claude-opus-5\u20115")]
    [InlineData("claude-opus-5-5-20260922")]
    public void Knows_no_other_spelling(string name) => Assert.False(Book.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out _));

    [Fact]
    public void Refuses_a_name_longer_than_any_without_reading_it() => Assert.False(Book.TryFind(new byte[1_000_000], out _));

    [Theory]
    [InlineData("web_search_20260209", "web_search")]
    [InlineData("web_search", "web_search")]
    [InlineData("web_fetch_20250910", "web_fetch")]
    [InlineData("tool_search_tool_regex_20251119", "tool_search")]
    [InlineData("mcp_toolset", "mcp_toolset")]
    public void Finds_a_tool_by_its_type_with_and_without_date(string type, string name)
    {
        Assert.True(Book.TryFindTool(System.Text.Encoding.UTF8.GetBytes(type), out var tool));
        Assert.Equal(name, tool.Name);
    }

    [Theory]
    [InlineData("advisor_20260301")]
    [InlineData("web_search_2026")]
    [InlineData("web_search_2026020x")]
    [InlineData("_20260209")]
    public void Has_no_price_for_an_unknown_tool(string type) => Assert.False(Book.TryFindTool(System.Text.Encoding.UTF8.GetBytes(type), out _));

    [Fact]
    public void Prices_every_model_today_and_on_its_first_day()
    {
        var usage = new TokenUsage { InputTokens = 1_000_000, OutputTokens = 1 };
        foreach (var model in Book.Models)
        {
            Assert.True(Pricer.Price(Book, model, usage, Now).TryGetCost(out var cost));
            Assert.True(cost > Core.Money.Zero);
            if (model.Released is { } day) Assert.True(Pricer.Price(Book, model, usage, new DateTimeOffset(day, default, default)).TryGetCost(out _));
        }
    }

    [Fact]
    public void Writes_cost_a_quarter_more_and_double_everywhere()
    {
        foreach (var row in Book.Models.SelectMany(m => m.Sheets).SelectMany(s => s.Tiers))
        {
            Assert.Equal(row.Input * 5, row.CacheWrite5m * 4);
            Assert.Equal(row.Input * 2, row.CacheWrite1h);
            Assert.Equal(row.Input * 5, row.Output);
            Assert.Contains(row.CacheRead, new[] { row.Input / 10, row.Input / 20, row.Input / 40 });
        }
    }

    [Fact]
    public void Looking_up_and_pricing_allocate_nothing()
    {
        var usage = new TokenUsage { InputTokens = 1_234, CacheReadTokens = 99_000, OutputTokens = 17, WebSearchRequests = 1, Geo = InferenceGeo.Us };
        long nanos = 0;
        void Once()
        {
            Assert.True(Book.TryFind("claude-opus-5-5"u8, out var model));
            Assert.True(Book.TryFindTool("web_search_20260209"u8, out _));
            Pricer.Price(Book, model, usage, Now).TryGetCost(out var cost);
            WorstRates.Of(Book, model, Now, new WorstCase { Fast = true, Us = true, Writes = CacheWrites.OneHour }, out var rates);
            nanos += cost.Nanos + rates.Cost(1_000, 1_000, 1).Nanos;
        }

        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(nanos > 0);
    }
}
