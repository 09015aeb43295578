using Claviger.Cli.Http;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;
using Claviger.Core.Reconciliation;
using Claviger.Core.Usage;

namespace Claviger.Cli.Reconciliation;

/// <summary>Our side of a comparison, read from the server's reports and its request log.</summary>
internal sealed record OurBooks(IReadOnlyList<BookedCell> Cells, IReadOnlyList<BookedBound> Bounds)
{
    private static readonly string[] Bounded = ["worst_case", "cut_short", "stopped_at_cap", "unresolved", "resolved"];

    /// <param name="defaultId">Of the workspace that reports show as null.</param>
    public static async Task<OurBooks> ReadAsync(AdminClient client, UsageSpan span, string defaultId, WorkspaceMapping mapping)
    {
        var (from, to) = (UtcTimeConverter.Text(span.From), UtcTimeConverter.Text(span.To));
        var costs = (await client.ReportAsync<CostBucket>("cost_report", () => new Query().With("starting_at", from).With("ending_at", to).With("limit", "31")
            .With("group_by[]", ["workspace_id", "description"]).With("include_quantities", "true"))).Value;
        var usage = (await client.ReportAsync<UsageBucket>("usage_report/messages", () => new Query().With("starting_at", from).With("ending_at", to).With("limit", "31")
            .With("group_by[]", ["workspace_id", "model", "service_tier", "inference_geo", "context_window"]))).Value;
        var log = (await client.CursorListAsync<RequestLogView>("request_log", () => new Query().With("created_at.gte", from).With("created_at.lt", to).With("outcomes[]", Bounded))).Value;
        return Of(costs, usage, log, id => mapping.OfOurs(id ?? defaultId));
    }

    public static OurBooks Of(IReadOnlyList<CostBucket> costs, IReadOnlyList<UsageBucket> usage, IReadOnlyList<RequestLogView> log, Func<string?, string> place)
    {
        var requests = new Dictionary<(DateOnly, string, string?), long>();
        var priority = new Dictionary<CostCell, long>();
        foreach (var (day, row) in usage.SelectMany(bucket => bucket.Results, (bucket, row) => (DayOf(bucket.StartingAt), row)))
        {
            var at = place(row.WorkspaceId);
            foreach (var model in new[] { TokenCells.Model(row.Model), null }) // searches have no model of their own
                requests[(day, at, model)] = requests.GetValueOrDefault((day, at, model)) + row.Requests;
            if (row.ServiceTier != "priority") continue;
            foreach (var (cell, quantity) in TokenCells.Of(day, at, TokenCells.Model(row.Model), "standard", TokenCells.Variant(row.InferenceGeo, row.ContextWindow), row.UncachedInputTokens, row.CacheCreation, row.CacheReadInputTokens, row.OutputTokens, 0))
                priority[cell] = priority.GetValueOrDefault(cell) + quantity;
        }

        var cells = new List<BookedCell>();
        var rests = new Dictionary<(DateOnly Day, string Place, string? Model), long>();
        foreach (var (day, row) in costs.SelectMany(bucket => bucket.Results, (bucket, row) => (DayOf(bucket.StartingAt), row)))
        {
            var (at, nanos) = (place(row.WorkspaceId), DollarText.OfCents(row.Amount).Nanos);
            var model = TokenCells.Model(row.Model);
            if (row.CostType is null)
            {
                rests[(day, at, model)] = rests.GetValueOrDefault((day, at, model)) + nanos;
                continue;
            }

            var cell = new CostCell(day, at, row.CostType == CostCell.Tokens ? model : null, row.CostType, row.TokenType, row.ServiceTier ?? "standard", TokenCells.Variant(row.InferenceGeo, row.ContextWindow));
            cells.Add(new BookedCell(cell, nanos, row.Quantity ?? 0, requests.GetValueOrDefault((day, at, cell.Model)), priority.GetValueOrDefault(cell)));
        }

        var bounds = log.Select(request => BoundOf(request, place(request.WorkspaceId))).ToList();
        foreach (var bound in bounds) rests[(bound.Day, bound.Workspace, bound.Model)] = rests.GetValueOrDefault((bound.Day, bound.Workspace, bound.Model)) - bound.Nanos;
        bounds.AddRange(rests.Where(rest => rest.Value != 0).Select(rest => new BookedBound(
            rest.Key.Day, rest.Key.Place, rest.Key.Model, DifferenceClass.NotAttributed, "cost not attributed to a class of tokens", rest.Value, new Dictionary<CostCell, long>())));
        return new OurBooks(cells, bounds);
    }

    private static BookedBound BoundOf(RequestLogView request, string at)
    {
        var prompt = request.UncachedInputTokens + request.CacheCreation.Ephemeral5mInputTokens + request.CacheCreation.Ephemeral1hInputTokens + request.CacheReadInputTokens;
        var variant = TokenCells.Variant(request.InferenceGeo, prompt > UsageVariant.LongContextAbove ? "200k-1M" : "0-200k");
        var (difference, what) = request.Outcome switch
        {
            "unresolved" => (DifferenceClass.Unresolved, "unresolved: ran when a process died"),
            "resolved" => (DifferenceClass.Bound, "resolved by an administrator's word"),
            "cut_short" => (DifferenceClass.Bound, "cut short: a bound of what was produced"),
            "stopped_at_cap" => (DifferenceClass.Bound, "stopped at a cap: all that was held"),
            _ => (DifferenceClass.Bound, "worst case: nothing usable was seen"),
        };
        var model = TokenCells.Model(request.Model);
        return new BookedBound(
            DayOf(request.CreatedAt), at, model, difference, what, DollarText.OfCents(request.CostCents).Nanos,
            TokenCells.Of(DayOf(request.CreatedAt), at, model, request.ServiceTier == "batch" ? "batch" : "standard", variant, request.UncachedInputTokens, request.CacheCreation, request.CacheReadInputTokens, request.OutputTokens, request.ServerToolUse.WebSearchRequests)
                .Where(pair => pair.Quantity > 0).ToDictionary(pair => pair.Cell, pair => pair.Quantity));
    }

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
