using System.Globalization;
using System.Text;
using Claviger.Control.Usage;
using Claviger.Core;
using Claviger.Core.Reports;

namespace Claviger.Console.Usage;

/// <summary>The table of a page as CSV: the same rows in the same order, with exact numbers.</summary>
internal static class UsageCsv
{
    public static string NameOf(UsageModel model) => $"claviger{model.Room.Replace('/', '-')}-{Day(model.Data!.Span.Start)}-{Day(model.Data.Span.Last)}.csv";

    public static byte[] Of(UsageModel model)
    {
        var (data, text) = (model.Data!, new StringBuilder());
        CsvText.Row(text, ["from", "to", data.By, "id", "workspace", "requests", "input_tokens", "cache_write_tokens", "cache_read_tokens", "output_tokens", "web_searches", "cost_usd",
            "requests_before", "tokens_before", "cost_usd_before"]);
        foreach (var group in data.Groups.Append(data.Others).Append(data.Total).OfType<UsageGroup>())
            CsvText.Row(text,
            [
                Time(data.Span.Start), Time(data.Span.End), group.Name, group.Id, group.Place, N(group.Sum.Requests), N(group.Sum.Input), N(group.Sum.CacheWrite), N(group.Sum.CacheRead),
                N(group.Sum.Output), N(group.Sum.WebSearches), Dollars(group.Sum.Cost), N(group.Before.Requests), N(group.Before.Tokens), Dollars(group.Before.Cost),
            ]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Dollars(Money amount) => amount.ToString().Replace("$", "", StringComparison.Ordinal);

    private static string N(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
