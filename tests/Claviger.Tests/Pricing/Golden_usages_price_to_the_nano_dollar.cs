using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Claviger.Core.Pricing;
using Claviger.Gateway.Relay;
using Xunit;

namespace Claviger.Tests.Pricing;

/// <summary>The expected costs were worked out apart from this code, in exact fractions.</summary>
public sealed class Golden_usages_price_to_the_nano_dollar
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Here(), "golden-usages.json")));
        foreach (var golden in json.RootElement.EnumerateArray()) data.Add(golden.GetProperty("why").GetString()!, golden.GetRawText());
        return data;
    }

    [Fact]
    public void There_are_at_least_60() => Assert.True(All().Count >= 60);

    [Theory]
    [MemberData(nameof(All))]
    public void As_expected(string why, string golden)
    {
        using var json = JsonDocument.Parse(golden);
        var row = json.RootElement;
        var at = DateTimeOffset.Parse(row.GetProperty("at").GetString()!, CultureInfo.InvariantCulture);
        var answered = row.TryGetProperty("answered", out var name) ? $"\"model\":\"{name.GetString()}\"," : "";
        var body = $"{{{answered}\"type\":\"message\",\"content\":[],\"usage\":{row.GetProperty("usage").GetRawText()}}}";

        Assert.True(PriceBook.BuiltIn.TryFind(row.GetProperty("model").GetString(), out var model), why);
        Assert.True(JsonUsageReader.TryRead(Encoding.UTF8.GetBytes(body), out var usage), why);
        var priced = Pricer.Price(PriceBook.BuiltIn, model, usage, at);

        if (row.TryGetProperty("gap", out var gap))
        {
            Assert.Equal(gap.GetString(), priced.Gap.ToString());
            Assert.False(priced.TryGetCost(out _));
            return;
        }

        Assert.Equal(PricingGap.None, priced.Gap);
        Assert.True(priced.TryGetCost(out var cost));
        Assert.Equal(row.GetProperty("nanos").GetInt64(), cost.Nanos);
        Assert.Equal(row.TryGetProperty("flags", out var flags) ? flags.GetString() : "None", priced.Flags.ToString());
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
