using System.Text;
using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Xunit;

namespace Claviger.Tests.Pricing;

public sealed class An_operators_file_lies_over_the_book
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenUsage Million = new() { InputTokens = 1_000_000 };

    [Fact]
    public void A_row_of_a_later_date_prices_from_that_date_and_nothing_before()
    {
        var book = Over("""{ "id": "claude-opus-5-5", "source": "contract", "prices": [ { "effective_from": "2026-12-01", "input": "3", "output": "15", "cache_write_5m": "3.75", "cache_write_1h": "6", "cache_read": "0.15", "source": "contract" } ] }""");
        var december = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(4_000_000_000, Cost(book, "claude-opus-5-5", december.AddTicks(-1)).Nanos);
        Assert.Equal(3_000_000_000, Cost(book, "claude-opus-5-5", december).Nanos);
        foreach (var model in PriceBook.BuiltIn.Models)
        {
            Assert.Equal(Cost(PriceBook.BuiltIn, model.Id, Now), Cost(book, model.Id, Now));
        }
    }

    [Fact]
    public void A_row_of_the_same_date_replaces_only_its_speed_and_tier()
    {
        var book = Over("""{ "id": "claude-haiku-5-5", "source": "contract", "prices": [ { "effective_from": "2026-10-07", "above_prompt_tokens": 100000, "input": "0.40", "output": "2", "cache_write_5m": "0.5", "cache_write_1h": "0.8", "cache_read": "0.04", "source": "contract" } ] }""");
        Assert.Equal(400_000_000, Cost(book, "claude-haiku-5-5", Now).Nanos);
        Assert.True(book.TryFind("claude-haiku-5-5", out var model));
        Assert.Equal(100_000_000, Assert.Single(model.Sheets).Tiers[0].Input);
        Assert.Equal(1_000_000, model.ContextTokens);
    }

    [Fact]
    public void A_new_model_joins_and_the_others_stay()
    {
        var book = Over("""{ "id": "local-llama", "aliases": ["llama"], "source": "ours", "free": true, "context_tokens": 8192, "max_output_tokens": 4096 }""");
        Assert.Equal(PriceBook.BuiltIn.Models.Length + 1, book.Models.Length);
        Assert.True(book.TryFind("llama"u8, out var model));
        Assert.True(model.IsFree);
        Assert.Equal(Money.Zero, Cost(book, "llama", Now));
        Assert.Equal(PricingGap.None, WorstRates.Of(book, model, Now, new WorstCase { Fast = true, Us = true, Batch = true }, out var worst));
        Assert.Equal(Money.Zero, worst.Cost(8192, 4096));
        Assert.Equal(10_000_000, worst.Cost(8192, 4096, 1).Nanos);
    }

    [Fact]
    public void A_known_model_can_be_made_free() =>
        Assert.Equal(Money.Zero, Cost(Over("""{ "id": "claude-haiku-5-5", "free": true, "source": "ours" }"""), "claude-haiku-5-5", Now));

    [Fact]
    public void Factors_of_the_file_hold_for_its_rows_only()
    {
        var book = Over(
            """{ "id": "claude-opus-5-5", "source": "contract", "prices": [ { "effective_from": "2026-12-01", "input": "3", "output": "15", "cache_write_5m": "3.75", "cache_write_1h": "6", "cache_read": "0.15", "source": "contract" } ] }""",
            "\"factors\": { \"us\": \"6/5\" },");
        Assert.True(book.TryFind("claude-opus-5-5", out var model));
        Assert.Equal(new Ratio(6, 5), model.SheetAt(Speed.Standard, Now.AddYears(1))!.Tiers[0].Us);
        Assert.Equal(new Ratio(11, 10), model.SheetAt(Speed.Standard, Now)!.Tiers[0].Us);
        Assert.Equal(new Ratio(1, 2), model.SheetAt(Speed.Standard, Now.AddYears(1))!.Tiers[0].Batch);
    }

    [Fact]
    public void A_price_can_end()
    {
        var book = Over("""{ "id": "claude-opus-5-5", "source": "ours", "prices": [ { "effective_from": "2026-09-22", "effective_until": "2026-11-23T12:00:00Z", "input": "4", "output": "20", "cache_write_5m": "5", "cache_write_1h": "8", "cache_read": "0.20", "source": "ours" } ] }""");
        Assert.True(book.TryFind("claude-opus-5-5", out var model));
        Assert.Equal(PricingGap.None, Pricer.Price(book, model, Million, Now.AddTicks(-1)).Gap);
        Assert.Equal(PricingGap.NoPriceAtDate, Pricer.Price(book, model, Million, Now).Gap);
        Assert.Equal(PricingGap.NoPriceAtDate, WorstRates.Of(book, model, Now, default, out _));
    }

    [Fact]
    public void An_alias_of_another_model_is_refused_with_the_operators_path()
    {
        var reading = PriceBook.Overlay(PriceBook.BuiltIn, Encoding.UTF8.GetBytes("""{ "format": 1, "models": [ { "id": "x", "aliases": ["claude-opus-4-5"], "source": "s", "free": true, "context_tokens": 1, "max_output_tokens": 1 } ] }"""), "ours.json");
        Assert.Null(reading.Book);
        Assert.Equal("$.models[0].aliases", Assert.Single(reading.Faults).Path);
        Assert.StartsWith("ours.json is not a price file:", reading.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_new_model_is_refused() =>
        Assert.NotEmpty(PriceBook.Overlay(PriceBook.BuiltIn, """{ "format": 1, "models": [ { "id": "x", "source": "s" } ] }"""u8, "ours.json").Faults);

    [Fact]
    public void A_tool_can_be_added_and_repriced()
    {
        var reading = PriceBook.Overlay(PriceBook.BuiltIn, """
            { "format": 1, "server_tools": [
              { "name": "advisor", "types": ["advisor"], "free": true, "source": "ours" },
              { "name": "web_search", "source": "contract", "prices": [ { "effective_from": "2026-11-01", "usd_per_thousand": 8, "source": "contract" } ] } ] }
            """u8, "ours.json");
        var book = Assert.IsType<PriceBook>(reading.Book);
        Assert.True(book.TryFindTool("advisor_20260301"u8, out _));
        Assert.True(book.TryFindTool("web_search_20260209"u8, out var search));
        Assert.Equal(8_000_000_000, search.NanosPerThousandAt(Now));
        Assert.Equal(10_000_000_000, search.NanosPerThousandAt(Now.AddMonths(-2)));
    }

    [Fact]
    public void The_version_follows_what_decides_a_price_and_nothing_else()
    {
        Assert.NotEqual(PriceBook.BuiltIn.Version, Over("""{ "id": "claude-haiku-5-5", "free": true, "source": "ours" }""").Version);
        Assert.Equal(PriceBook.BuiltIn.Version, Over("""{ "id": "claude-haiku-5-5", "note": "ours", "source": "ours" }""").Version);
        Assert.Equal(PriceBook.BuiltIn.Version, PriceBook.Overlay(PriceBook.BuiltIn, """{ "format": 1 }"""u8, "empty").Book!.Version);
    }

    private static PriceBook Over(string model, string more = "")
    {
        var reading = PriceBook.Overlay(PriceBook.BuiltIn, Encoding.UTF8.GetBytes($"{{ \"format\": 1, {more} \"models\": [ {model} ] }}"), "ours.json");
        Assert.True(reading.Book is not null, reading.ToString());
        return reading.Book;
    }

    private static Money Cost(PriceBook book, string model, DateTimeOffset at)
    {
        Assert.True(book.TryFind(model, out var entry));
        Assert.True(Pricer.Price(book, entry, Million, at).TryGetCost(out var cost));
        return cost;
    }
}
