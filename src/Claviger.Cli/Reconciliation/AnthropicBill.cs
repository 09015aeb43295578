using System.Globalization;
using System.Text.Json;
using Claviger.Cli.Scan;
using Claviger.Core;
using Claviger.Core.Reconciliation;

namespace Claviger.Cli.Reconciliation;

/// <summary>Anthropic's side of a comparison: money of its cost report, tokens of its usage report.</summary>
/// <param name="RowUnitNanos">The last digit that its amounts have.</param>
internal sealed record AnthropicBill(IReadOnlyList<BilledCell> Cells, long RowUnitNanos)
{
    /// <param name="ourKeys">Ids of the keys at Anthropic that requests through Claviger go out with; empty: not known.</param>
    /// <exception cref="ReportRefusedException">This key, or this plan, may not read them.</exception>
    public static async Task<AnthropicBill> ReadAsync(AnthropicReports reports, DateTimeOffset from, DateTimeOffset to, WorkspaceMapping mapping, IReadOnlySet<string> ourKeys, CancellationToken ct)
    {
        var cells = new List<BilledCell>();
        var decimals = 0;
        await reports.ReadAsync("cost_report", "&group_by[]=workspace_id&group_by[]=description", from, to, (day, row) =>
        {
            var (nanos, digits) = Amount(row);
            decimals = Math.Max(decimals, digits);
            cells.Add(new BilledCell(PaidFor(DayOf(day), mapping.OfTheirs(Text(row, "workspace_id")), row), nanos, 1, 0));
        }, ct);
        const string Groups = "&group_by[]=workspace_id&group_by[]=model&group_by[]=service_tier&group_by[]=api_key_id&group_by[]=inference_geo&group_by[]=context_window";
        await reports.ReadAsync("usage_report/messages", Groups, from, to, (day, row) =>
        {
            var tier = Text(row, "service_tier") ?? "standard";
            if (tier == "priority") return; // its money is in no cost report
            var written = row.GetProperty("cache_creation");
            // Console traffic has no key, and so is none of ours.
            var isForeign = ourKeys.Count > 0 && !ourKeys.Contains(Text(row, "api_key_id") ?? "");
            foreach (var (cell, quantity) in TokenCells.Of(
                DayOf(day), mapping.OfTheirs(Text(row, "workspace_id")), TokenCells.Model(Text(row, "model")), tier == "batch" ? "batch" : "standard", TokenCells.Variant(Text(row, "inference_geo"), Text(row, "context_window")),
                Count(row, "uncached_input_tokens"), new(Count(written, "ephemeral_5m_input_tokens"), Count(written, "ephemeral_1h_input_tokens")), Count(row, "cache_read_input_tokens"), Count(row, "output_tokens"),
                row.TryGetProperty("server_tool_use", out var tools) ? Count(tools, "web_search_requests") : 0))
                if (quantity > 0) cells.Add(new BilledCell(cell, 0, 0, quantity, isForeign ? quantity : 0));
        }, ct);
        var unit = Money.NanosPerCent;
        for (var digit = 0; digit < decimals && unit > 1; digit++) unit /= 10;
        return new AnthropicBill(cells, unit);
    }

    private static CostCell PaidFor(DateOnly day, string place, JsonElement row) => Text(row, "cost_type") switch
    {
        CostCell.WebSearch => TokenCells.Searches(day, place),
        CostCell.Tokens => new(day, place, TokenCells.Model(Text(row, "model")), CostCell.Tokens, Text(row, "token_type"), Text(row, "service_tier") == "batch" ? "batch" : "standard", TokenCells.Variant(Text(row, "inference_geo"), Text(row, "context_window"))),
        var other => new(day, place, TokenCells.Model(Text(row, "model")), other ?? Text(row, "description") ?? "other", null, "standard", ""),
    };

    /// <summary>Rounded to the nano-dollar, half to even, where it is finer.</summary>
    private static (long Nanos, int Decimals) Amount(JsonElement row)
    {
        var text = row.GetProperty("amount").GetString() ?? throw new FormatException("a row without its amount");
        if (row.TryGetProperty("currency", out var currency) && currency.GetString() is not ("USD" or null)) throw new FormatException("money that is not dollars");
        var cents = decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (Math.Abs(cents) > long.MaxValue / Money.NanosPerCent) throw new FormatException("an amount beyond any bill");
        return ((long)decimal.Round(cents * Money.NanosPerCent, MidpointRounding.ToEven), text.IndexOf('.', StringComparison.Ordinal) is var point && point < 0 ? 0 : text.Length - point - 1);
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Count(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
