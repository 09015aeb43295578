using System.Text.Json;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>The reading half of Anthropic's Admin API over a recorded organization: what a scan asks for, in its pagination styles.</summary>
internal sealed class OrganizationEndpoint(RecordedOrganization? recorded)
{
    public Task AnswerAsync(Exchange exchange, string method, ReadOnlySpan<string> path)
    {
        if (recorded is null) return Answers.RefuseAsync(exchange, Refusal.NotFound("this simulator has no organization: start it with one"));
        if (method != "GET") return Answers.RefuseAsync(exchange, Refusal.NotFound("a recorded organization can only be read"));
        return path switch
        {
            ["me"] => Answers.WriteAsync(exchange, 200, json => recorded.Organization.WriteTo(json)),
            ["users"] => ListAsync(exchange, recorded.List("users")),
            ["invites"] => ListAsync(exchange, recorded.List("invites")),
            ["workspaces"] => ListAsync(exchange, Workspaces(exchange)),
            ["api_keys"] => ListAsync(exchange, recorded.List("api_keys")),
            ["spend_limits"] => PagesAsync(exchange, recorded.List("spend_limits")),
            ["workspaces", var id, "rate_limits"] => PagesAsync(exchange, recorded.RateLimitsOf(id), "rate_limit_id"),
            ["usage_report", "messages"] => ReportAsync(exchange, recorded.List("usage")),
            ["cost_report"] => ReportAsync(exchange, recorded.List("costs")),
            _ => Answers.RefuseAsync(exchange, Refusal.NotFound("not recorded")),
        };
    }

    private List<JsonElement> Workspaces(Exchange exchange)
    {
        var query = exchange.Request.Query;
        return [.. recorded!.List("workspaces")!.Where(workspace =>
            (query["include_archived"] == "true" || workspace.GetProperty("archived_at").ValueKind == JsonValueKind.Null)
            && (query["include_default"] == "true" || workspace.GetProperty("name").GetString() != "Default"))];
    }

    private static Task ListAsync(Exchange exchange, IReadOnlyList<JsonElement>? all)
    {
        if (all is null) return RefusedAsync(exchange);
        return Page.Check(exchange.Request.Query) is { } refusal ? Answers.RefuseAsync(exchange, refusal)
            : Answers.WriteAsync(exchange, 200, json => Page.WriteById(json, exchange.Request.Query, all, item => item.GetProperty("id").GetString()!, (to, item) => item.WriteTo(to)));
    }

    private static Task PagesAsync(Exchange exchange, IReadOnlyList<JsonElement>? all, string id = "id") => all is null
        ? RefusedAsync(exchange)
        : Answers.WriteAsync(exchange, 200, json => Page.WriteByCursor(json, exchange.Request.Query, all, item => item.GetProperty(id).GetString()!, (to, item) => item.WriteTo(to)));

    /// <summary>Buckets of days that begin within the asked time, a few on a page: whoever reads must follow.</summary>
    private static Task ReportAsync(Exchange exchange, IReadOnlyList<JsonElement>? all)
    {
        const int PageSize = 7;
        const int Most = 31;
        if (all is null) return RefusedAsync(exchange);
        var query = exchange.Request.Query;
        if (!DateTimeOffset.TryParse(query["starting_at"], System.Globalization.CultureInfo.InvariantCulture, out var from)) return Answers.RefuseAsync(exchange, Refusal.Invalid("starting_at: required"));
        if (query.ContainsKey("limit") && (!int.TryParse(query["limit"], out var limit) || limit is < 1 or > Most)) return Answers.RefuseAsync(exchange, Refusal.Invalid($"limit: must be from 1 to {Most}"));
        if (query["bucket_width"] is { Count: > 0 } width && width != "1d") return Answers.RefuseAsync(exchange, Refusal.Invalid("bucket_width: 1d is recorded, nothing finer"));
        var to = DateTimeOffset.TryParse(query["ending_at"], System.Globalization.CultureInfo.InvariantCulture, out var end) ? end : DateTimeOffset.MaxValue;
        var buckets = all.Where(bucket => bucket.GetProperty("starting_at").GetDateTimeOffset() is var at && at >= from && at < to).ToList();
        var start = int.TryParse(query["page"], out var page) ? page : 0;
        return Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            Page.WriteData(json, [.. buckets.Skip(start).Take(PageSize)], (to, bucket) => bucket.WriteTo(to));
            json.WriteBoolean("has_more"u8, start + PageSize < buckets.Count);
            json.WriteString("next_page"u8, start + PageSize < buckets.Count ? (start + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
            json.WriteEndObject();
        });
    }

    private static Task RefusedAsync(Exchange exchange) => Answers.RefuseAsync(exchange, new Refusal(403, "permission_error", "this organization's plan does not include that"));
}
