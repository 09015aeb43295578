using System.Text.Json;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>Anthropic's Admin API over a recorded organization: what a scan asks for, in its pagination styles, and what an apply changes.</summary>
internal sealed class OrganizationEndpoint
{
    private readonly OrganizationBook? _book;
    private readonly OrganizationWrites? _writes;

    public OrganizationEndpoint(RecordedOrganization? recorded, SimulatorOptions options)
    {
        if (recorded is null) return;
        _book = new OrganizationBook(recorded);
        _writes = new OrganizationWrites(_book, recorded.WriteFailures, options);
    }

    public Task AnswerAsync(Exchange exchange, string method, ReadOnlySpan<string> path)
    {
        if (_book is not { } book) return Answers.RefuseAsync(exchange, Refusal.NotFound("this simulator has no organization: start it with one"));
        if (method != "GET") return _writes!.AnswerAsync(exchange, method, path.ToArray());
        return path switch
        {
            ["me"] => Answers.WriteAsync(exchange, 200, json => book.Organization.WriteTo(json)),
            ["users"] => ListAsync(exchange, book.List("users")),
            ["invites"] => ListAsync(exchange, book.List("invites")?.Where(invite => invite.GetProperty("status").GetString() != "deleted").ToList()),
            ["workspaces"] => ListAsync(exchange, Workspaces(exchange)),
            ["workspaces", var id, "members"] => ListAsync(exchange, book.Of("workspace_members", id), "user_id"),
            ["api_keys"] => ListAsync(exchange, Keys(exchange)),
            ["spend_limits"] => PagesAsync(exchange, book.List("spend_limits")),
            ["rate_limits"] => PagesAsync(exchange, book.List("rate_limits")),
            ["workspaces", var id, "rate_limits"] => PagesAsync(exchange, book.Of("workspace_rate_limits", id), "rate_limit_id"),
            ["usage_report", "messages"] => ReportAsync(exchange, book.List("usage")),
            ["cost_report"] => ReportAsync(exchange, book.List("costs")),
            _ => Answers.RefuseAsync(exchange, Refusal.NotFound("not recorded")),
        };
    }

    private List<JsonElement> Workspaces(Exchange exchange)
    {
        var query = exchange.Request.Query;
        return [.. _book!.List("workspaces")!.Where(workspace =>
            (query["include_archived"] == "true" || workspace.GetProperty("archived_at").ValueKind == JsonValueKind.Null)
            && (query["include_default"] == "true" || workspace.GetProperty("name").GetString() != "Default"))];
    }

    private List<JsonElement>? Keys(Exchange exchange)
    {
        var maker = exchange.Request.Query["created_by_user_id"].ToString();
        return _book!.List("api_keys")?.Where(key => maker.Length == 0 || key.GetProperty("created_by") is { ValueKind: JsonValueKind.Object } by && by.GetProperty("id").GetString() == maker).ToList();
    }

    private static Task ListAsync(Exchange exchange, IReadOnlyList<JsonElement>? all, string id = "id")
    {
        if (all is null) return RefusedAsync(exchange);
        return Page.Check(exchange.Request.Query) is { } refusal ? Answers.RefuseAsync(exchange, refusal)
            : Answers.WriteAsync(exchange, 200, json => Page.WriteById(json, exchange.Request.Query, all, item => item.GetProperty(id).GetString()!, (to, item) => item.WriteTo(to)));
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
