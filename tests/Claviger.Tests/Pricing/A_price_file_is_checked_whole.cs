using System.Text;
using Claviger.Core.Pricing;
using Xunit;

namespace Claviger.Tests.Pricing;

public sealed class A_price_file_is_checked_whole
{
    private const string Row = "\"effective_from\":\"2026-01-01\",\"input\":\"1\",\"output\":\"5\",\"cache_write_5m\":\"1.25\",\"cache_write_1h\":\"2\",\"cache_read\":\"0.1\",\"source\":\"s\"";
    private const string Head = "\"id\":\"m\",\"context_tokens\":200000,\"max_output_tokens\":64000,\"accepts_inference_geo\":true,\"source\":\"s\"";

    [Theory]
    [InlineData("[]", "$", "not an object")]
    [InlineData("{", "$", "not JSON")]
    [InlineData("{} {}", "$", "after a single JSON value")]
    [InlineData("{\"format\":2}", "$.format", "2 is not known")]
    [InlineData("{}", "$.format", "missing")]
    [InlineData("{}", "$.factors", "incomplete")]
    [InlineData("{}", "$.models", "no models")]
    [InlineData("{\"factors\":{\"batch\":\"0/2\",\"us\":\"11/10\"}}", "$.factors.batch", "not a ratio")]
    [InlineData("{\"factors\":{\"batch\":\"1/2\",\"us\":1.1}}", "$.factors.us", "not a ratio")]
    [InlineData("{\"factors\":{\"batch\":\"1/2\",\"us\":\"1001/1000\"}}", "$.factors.us", "not a ratio")]
    [InlineData("{\"factors\":{\"eu\":\"1/2\"}}", "$.factors.eu", "unknown property")]
    [InlineData("{\"prices\":[]}", "$.prices", "unknown property")]
    [InlineData("{\"models\":{}}", "$.models", "not a list")]
    public void The_file(string file, string path, string what) => HasFault(file, path, what);

    [Theory]
    [InlineData("\"source\":\"s\"", "$.models[0].id", "missing")]
    [InlineData("\"id\":\"has space\"", "$.models[0].id", "not a name")]
    [InlineData("\"id\":\"\"", "$.models[0].id", "not a text")]
    [InlineData("\"id\":\"m\"", "$.models[0].source", "missing")]
    [InlineData("\"id\":\"m\"", "$.models[0].context_tokens", "missing")]
    [InlineData("\"id\":\"m\"", "$.models[0].max_output_tokens", "missing")]
    [InlineData("\"id\":\"m\"", "$.models[0].accepts_inference_geo", "missing")]
    [InlineData("\"id\":\"m\"", "$.models[0].prices", "missing")]
    [InlineData("\"id\":\"m\",\"prices\":[]", "$.models[0].prices", "missing")]
    [InlineData("\"id\":\"m\",\"id\":\"m\"", "$.models[0].id", "given twice")]
    [InlineData("\"id\":\"m\",\"context\":1", "$.models[0].context", "unknown property")]
    [InlineData("\"id\":\"m\",\"context_tokens\":0", "$.models[0].context_tokens", "not a count")]
    [InlineData("\"id\":\"m\",\"context_tokens\":\"200k\"", "$.models[0].context_tokens", "not a count")]
    [InlineData("\"id\":\"m\",\"max_output_tokens\":1.5", "$.models[0].max_output_tokens", "not a count")]
    [InlineData("\"id\":\"m\",\"free\":\"yes\"", "$.models[0].free", "neither true nor false")]
    [InlineData("\"id\":\"m\",\"state\":\"new\"", "$.models[0].state", "not a known value")]
    [InlineData("\"id\":\"m\",\"released\":\"2026-02-30\"", "$.models[0].released", "not a date")]
    [InlineData("\"id\":\"m\",\"aliases\":\"a\"", "$.models[0].aliases", "not a list")]
    [InlineData("\"id\":\"m\",\"aliases\":[\"a\",\"a\"]", "$.models[0].aliases[1]", "given twice")]
    [InlineData("\"id\":\"m\",\"aliases\":[\"é\"]", "$.models[0].aliases[0]", "not a name")]
    [InlineData("\"id\":\"m\",\"aliases\":[\"m\"]", "$.models[0].aliases", "already a model id or alias")]
    [InlineData("\"id\":\"m\",\"free\":true,\"prices\":[{" + Row + "}]", "$.models[0]", "free and priced")]
    [InlineData("\"id\":\"m\",\"fast_runs_as_standard\":true,\"prices\":[{" + Row + ",\"speed\":\"fast\"}]", "$.models[0]", "fast_runs_as_standard and a fast price")]
    [InlineData(Head + ",\"prices\":[{" + Row + "}]},{" + Head + ",\"prices\":[{" + Row + "}]", "$.models[1]", "given twice")]
    [InlineData(Head + ",\"prices\":[{" + Row + "}]},{\"id\":\"n\",\"aliases\":[\"m\"],\"source\":\"s\"", "$.models[1].aliases", "already a model id or alias")]
    public void A_model(string model, string path, string what) =>
        HasFault($"{{\"format\":1,\"factors\":{{\"batch\":\"1/2\",\"us\":\"11/10\"}},\"models\":[{{{model}}}]}}", path, what);

    [Theory]
    [InlineData("\"input\":\"1\"", "effective_from", "missing")]
    [InlineData("\"input\":\"1\"", "source", "missing")]
    [InlineData("\"output\":\"1\"", "input", "missing")]
    [InlineData("\"input\":\"1\"", "output", "missing")]
    [InlineData("\"input\":\"1\"", "cache_write_5m", "missing")]
    [InlineData("\"input\":\"1\"", "cache_write_1h", "missing")]
    [InlineData("\"input\":\"1\"", "cache_read", "missing")]
    [InlineData("\"input\":\"-1\"", "input", "can't be negative")]
    [InlineData("\"input\":-0.5", "input", "can't be negative")]
    [InlineData("\"input\":\"0.0000000001\"", "input", "finer than a nano-dollar")]
    [InlineData("\"input\":0.0000000001", "input", "finer than a nano-dollar")]
    [InlineData("\"input\":\"1e3\"", "input", "not a decimal number")]
    [InlineData("\"input\":1e3", "input", "not a decimal number")]
    [InlineData("\"input\":\"1.\"", "input", "not a decimal number")]
    [InlineData("\"input\":\".5\"", "input", "not a decimal number")]
    [InlineData("\"input\":\"1,5\"", "input", "not a decimal number")]
    [InlineData("\"input\":\" 1\"", "input", "not a decimal number")]
    [InlineData("\"input\":\"\"", "input", "not a decimal number")]
    [InlineData("\"input\":null", "input", "not a decimal number")]
    [InlineData("\"input\":\"10000.000000001\"", "input", "more than 10,000 USD")]
    [InlineData("\"input\":\"100000000000000000000\"", "input", "more than 10,000 USD")]
    [InlineData("\"speed\":\"slow\"", "speed", "not a known value")]
    [InlineData("\"above_prompt_tokens\":-1", "above_prompt_tokens", "not a count")]
    [InlineData("\"effective_from\":\"01.01.2026\"", "effective_from", "not a date")]
    [InlineData("\"effective_from\":\"2026-01-01T00:00:00+02:00\"", "effective_from", "not a date")]
    [InlineData("\"batch_factor\":\"half\"", "batch_factor", "not a ratio")]
    [InlineData("\"us_factor\":\"none\"", "us_factor", "not a ratio")]
    [InlineData("\"thinking\":\"1\"", "thinking", "unknown property")]
    [InlineData("\"input\":\"1\",\"input\":\"2\"", "input", "given twice")]
    [InlineData(Row + ",\"effective_until\":\"2026-01-01\"", "effective_until", "not after")]
    [InlineData(Row + ",\"above_prompt_tokens\":100", "", "a price for long prompts without one")]
    public void A_price(string row, string property, string what) =>
        HasFault(OfRows($"{{{row}}}"), property.Length == 0 ? "$.models[0].prices[0]" : $"$.models[0].prices[0].{property}", what);

    [Theory]
    [InlineData("{" + Row + "},{" + Row + "}", "$.models[0].prices[1]", "a second price of the same speed, date and tier")]
    [InlineData("{" + Row + ",\"effective_until\":\"2026-03-01\"},{\"speed\":\"standard\",\"effective_from\":\"2026-02-01\",\"input\":1,\"output\":1,\"cache_write_5m\":1,\"cache_write_1h\":1,\"cache_read\":1,\"source\":\"s\"}", "$.models[0].prices[0].effective_until", "overlaps the price from 2026-02-01")]
    [InlineData("{" + Row + ",\"effective_until\":\"2026-03-01\"},{" + Row + ",\"above_prompt_tokens\":5}", "$.models[0].prices[1].effective_until", "not that of the other rows")]
    public void Prices_together(string rows, string path, string what) => HasFault(OfRows(rows), path, what);

    [Theory]
    [InlineData("\"types\":[\"t\"],\"free\":true", "$.server_tools[0].name", "missing")]
    [InlineData("\"name\":\"t\",\"free\":true", "$.server_tools[0].types", "missing")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"]", "$.server_tools[0].prices", "missing")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"],\"prices\":[{}]", "$.server_tools[0].prices[0].usd_per_thousand", "missing")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"],\"free\":true,\"prices\":[{\"effective_from\":\"2026-01-01\",\"usd_per_thousand\":1,\"source\":\"s\"}]", "$.server_tools[0]", "free and priced")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"],\"prices\":[{\"effective_from\":\"2026-01-01\",\"usd_per_thousand\":1,\"source\":\"s\"},{\"effective_from\":\"2026-01-01\",\"usd_per_thousand\":2,\"source\":\"s\"}]", "$.server_tools[0].prices[1]", "a second price from the same date")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"],\"free\":true,\"source\":\"s\"},{\"name\":\"t\",\"types\":[\"u\"],\"free\":true,\"source\":\"s\"", "$.server_tools[1]", "given twice")]
    [InlineData("\"name\":\"t\",\"types\":[\"t\"],\"free\":true,\"source\":\"s\"},{\"name\":\"u\",\"types\":[\"t\"],\"free\":true,\"source\":\"s\"", "$.server_tools[1].types", "already a tool type")]
    public void A_tool(string tool, string path, string what) =>
        HasFault($"{{\"format\":1,\"factors\":{{\"batch\":\"1/2\",\"us\":\"11/10\"}},\"models\":[{{{Head},\"prices\":[{{{Row}}}]}}],\"server_tools\":[{{{tool}}}]}}", path, what);

    [Fact]
    public void Every_fault_is_listed_at_once()
    {
        var faults = Read(OfRows("{\"effective_from\":\"x\",\"input\":\"-1\",\"output\":\"1e1\",\"cache_read\":\"0\",\"wrong\":1}")).Faults;
        Assert.Equal(
            ["cache_write_1h", "cache_write_5m", "effective_from", "input", "output", "source", "wrong"],
            faults.Select(f => f.Path.Split('.')[^1]).Order());
        Assert.All(faults, f => Assert.NotEmpty(f.Fix));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_a_fault_not_an_exception()
    {
        byte[] bad = [.. "{\"format\":1,\"models\":[{\"id\":\""u8, 0xFF, .. "\",\"source\":\"\\ud800\"}]}"u8];
        Assert.Null(PriceBook.Parse(bad, "f").Book);
        Assert.Null(Read("{\"format\":1,\"models\":[{\"id\":\"\\ud800\"}]}").Book);
        Assert.Null(Read("{\"\\ud800\":1}").Book);
    }

    [Fact]
    public void A_good_file_makes_a_book_and_numbers_are_taken_exactly()
    {
        var book = Read("\uFEFF// a comment\n" + OfRows("{" + Row + ", \"us_factor\": \"43/40\", \"batch_factor\": \"none\" /* both */ },")).Book;
        Assert.NotNull(book);
        Assert.True(book.TryFind("m", out var model));
        var row = Assert.Single(Assert.Single(model.Sheets).Tiers);
        Assert.Equal(1_250_000_000, row.CacheWrite5m);
        Assert.Equal(new Ratio(43, 40), row.Us);
        Assert.Null(row.Batch);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.1", 100_000_000)]
    [InlineData("0.000000001", 1)]
    [InlineData("12.500000000000", 12_500_000_000)]
    [InlineData("007", 7_000_000_000)]
    [InlineData("10000", 10_000_000_000_000)]
    public void Decimal_text_is_read_exactly(string text, long nanos)
    {
        Assert.Null(PriceText.Parse(text, out var read));
        Assert.Equal(nanos, read);
    }

    private static string OfRows(string rows) =>
        $"{{\"format\":1,\"factors\":{{\"batch\":\"1/2\",\"us\":\"11/10\"}},\"models\":[{{{Head},\"prices\":[{rows}]}}]}}";

    private static PriceBookReading Read(string file) => PriceBook.Parse(Encoding.UTF8.GetBytes(file), "test.json");

    private static void HasFault(string file, string path, string what)
    {
        var reading = Read(file);
        Assert.Null(reading.Book);
        Assert.Contains(reading.Faults, f => f.Path == path && f.What.Contains(what, StringComparison.Ordinal));
    }
}
