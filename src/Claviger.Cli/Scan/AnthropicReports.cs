using System.Globalization;
using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Scan;

/// <summary>Anthropic's usage and cost reports, day by day, every page.</summary>
internal sealed class AnthropicReports(AnthropicDoor door)
{
    /// <summary>A report that never ends is not followed for ever: a year is 12 pages, or 60 where a page holds less than was asked for.</summary>
    private const int MostPages = 200;

    /// <summary>The last day on which each key was used.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var last = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await ReadAsync("usage_report/messages", "&group_by[]=api_key_id", from, to, (day, row) =>
        {
            if (row.GetProperty("api_key_id").GetString() is { } key) last[key] = day; // oldest first
        }, ct);
        return last;
    }

    /// <summary>Cents by workspace; an empty id for the default one.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> CostsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var cents = new Dictionary<string, decimal>(StringComparer.Ordinal);
        await ReadAsync("cost_report", "&group_by[]=workspace_id", from, to, (_, row) =>
        {
            var workspace = row.GetProperty("workspace_id").GetString() ?? "";
            cents[workspace] = cents.GetValueOrDefault(workspace) + decimal.Parse(row.GetProperty("amount").GetString()!, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }, ct);
        return cents;
    }

    /// <param name="grouping">Further parameters, each with its <c>&amp;</c>.</param>
    /// <param name="row">Told each row with its day, oldest first.</param>
    /// <exception cref="ReportRefusedException">Refused, or not the report that was asked for.</exception>
    public async Task ReadAsync(string report, string grouping, DateTimeOffset from, DateTimeOffset to, Action<DateTimeOffset, JsonElement> row, CancellationToken ct)
    {
        string? page = null;
        for (var read = 0; read < MostPages; read++)
        {
            using var answer = await door.GetAsync(
                $"{report}?starting_at={UtcTimeConverter.Text(from)}&ending_at={UtcTimeConverter.Text(to)}&bucket_width=1d&limit=31{grouping}{(page is null ? "" : $"&page={Uri.EscapeDataString(page)}")}", ct);
            if (!answer.IsSuccessStatusCode) throw new ReportRefusedException($"Anthropic's Admin API answered {(int)answer.StatusCode} for {report}: {AnthropicFaults.Said(await answer.Content.ReadAsStringAsync(ct))}", (int)answer.StatusCode);
            try
            {
                using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
                foreach (var bucket in body.RootElement.GetProperty("data").EnumerateArray())
                    foreach (var result in bucket.GetProperty("results").EnumerateArray()) row(bucket.GetProperty("starting_at").GetDateTimeOffset(), result);
                if (!body.RootElement.GetProperty("has_more").GetBoolean() || body.RootElement.GetProperty("next_page").GetString() is not { } next) return;
                page = next;
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
            {
                throw new ReportRefusedException($"the answer to {report} is not the report that was asked for");
            }
        }

        throw new ReportRefusedException($"{report} has more than {MostPages} pages");
    }
}
