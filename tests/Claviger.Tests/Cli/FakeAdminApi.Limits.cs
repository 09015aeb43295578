using System.Collections.Specialized;
using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Tests.Cli;

/// <summary>Spend limits, the ledger and settings of the small organization.</summary>
internal sealed partial class FakeAdminApi
{
    public const string MonthlyLimit = "spl_01MONTHLYMONTHLYMONTHLY0";
    public const string DailyLimit = "spl_01DAILYDAILYDAILYDAILYD0";
    public const string Grant = "slg_01GRANTGRANTGRANTGRANTGR";
    public const string Request = "req_0352nMyGWZwmDPeTGoex00";

    private static readonly SpendLimitScopeView OfProduction = new("workspace", WorkspaceId: Production);

    public List<SpendLimitUseView> LimitUses { get; } =
    [
        Use("spl_01KEYKEYKEYKEYKEYKEYKEY0", new("api_key", ApiKeyId: Search), "prod-search", "daily", "2000", "1998.123", "1.877", "0") with { AtCap = "slice", Waiting = 2, Refused = 17 },
        Use("spl_01MEMBERMEMBERMEMBERMEM0", new("user", UserId: Maker), "Ada Lovelace", "lifetime", "50000000", "4300000", "0", "45700000") with { Mode = "soft", Enforced = false },
        Use(DailyLimit, OfProduction, "Production", "daily", null, "152.25", "0", null) with { Enforced = false },
        Use(MonthlyLimit, OfProduction, "Production", "monthly", "50000", "38123.45", "250", "11626.55"),
        Use("spl_01ORGANIZATIONORGANIZAT0", new("organization"), "Example Org", "monthly", "1000000", "50250.5", "250", "949499.5") with { Mode = "shadow", Enforced = false, Cap = null, Left = null, SuspendedUntil = At(11, 30) },
    ];

    public List<SpendGrantView> Grants { get; } =
    [
        new("slg_01LATERLATERLATERLATERLA", "spend_grant", MonthlyLimit, "10000", "USD", At(12, 20), At(12, 24), null, "scheduled"),
        new(Grant, "spend_grant", MonthlyLimit, "20000", "USD", At(11, 22, 9, 0), At(11, 29, 9, 0), "release week", "running"),
        new("slg_01OVEROVEROVEROVEROVEROV", "spend_grant", MonthlyLimit, "0.5", "USD", At(11, 1), At(11, 2), "a trial", "ended"),
    ];

    public List<SpendSummaryView> Summaries { get; } =
    [
        new(new("user", UserId: Maker), new("user_actor", Maker, "Ada Lovelace", "ada@example.com", false), "10000", "USD", "monthly", new("user", UserId: Maker), "spl_01A",
            "9120.001", "9120.0001", "30.5", "849.4999", At(12, 1), "hard"),
        new(new("user", UserId: "user_01GRACE"), new("user_actor", "user_01GRACE", null, "grace@example.com", false), null, "USD", "lifetime", new("user", UserId: "user_01GRACE"), "spl_01B",
            "0", "0", "0", null, null, "hard"),
    ];

    public List<UnresolvedSpendView> Unresolved { get; } =
    [
        new(Request, "unresolved_request", At(11, 23, 8, 0), "12.3456", "USD", Search, Production, "claude-haiku-5", null),
        new("lde_01RESTRESTRESTRESTRESTRE", "unresolved_remainder", At(11, 23, 9, 30), "250", "USD", null, null, null, MonthlyLimit),
    ];

    public LedgerVerificationView Verification { get; set; } = new("ledger_verification", true, 1_204_311, 8, []);

    public string? Note { get; set; }

    private static SpendLimitUseView Use(string id, SpendLimitScopeView scope, string name, string period, string? cap, string spent, string held, string? left) => new(
        id, "spend_limit_usage", scope, name, period, period == "lifetime" ? null : At(11, 1), period switch { "daily" => At(11, 24), "monthly" => At(12, 1), _ => null },
        cap, cap, "USD", spent, held, left, 0, 0, "hard", "reserve", cap is not null, null);

    private static SpendLimitView View(SpendLimitUseView use) => new(
        use.SpendLimitId, "spend_limit", use.Scope, use.Amount, "USD", use.Period, use.SuspendedUntil is null, At(11, 1), At(11, 1), use.Mode, use.AtCap, use.SuspendedUntil, [], null);

    private HttpResponseMessage? OfLimits(string method, string[] parts, NameValueCollection query, string? body) => (method, parts) switch
    {
        ("GET", ["spend_limits"]) => Cursor([.. Limits(query).Select(View)], query),
        ("GET", ["spend_limits", "usage"]) => Cursor(Limits(query), query),
        ("GET", ["spend_limits", "effective"]) => Cursor(Summaries, query),
        ("GET", ["spend_limits", "explain"]) => Answer(Explain(query["api_key_id"]!)),
        ("GET", ["spend_limits", var id]) => One([.. LimitUses.Select(View)], limit => limit.Id == id, "spend limit"),
        ("POST", ["spend_limits"]) => Answer(Set(JsonSerializer.Deserialize<SetSpendLimitRequest>(body!, WireJson.Options)!)),
        ("DELETE", ["spend_limits", var id]) => Answer(new DeletedSpendLimitView(id, "spend_limit_deleted", Note)),
        ("GET", ["spend_limits", _, "grants"]) => Cursor(Grants, query),
        ("POST", ["spend_limits", var id, "grants"]) => Answer(Granted(id, JsonSerializer.Deserialize<GrantSpendRequest>(body!, WireJson.Options)!)),
        ("DELETE", ["spend_limits", _, "grants", var id]) => One(Grants, grant => grant.Id == id, "grant"),
        ("GET", ["ledger", "unresolved"]) => Cursor(Unresolved, query),
        ("GET", ["ledger", "verify"]) => Answer(Verification),
        ("POST", ["ledger", "unresolved", var id, "resolve"]) => Answer(new ResolvedSpendView(id, "resolved_spend", "12.3456", JsonSerializer.Deserialize<ResolveSpendRequest>(body!, WireJson.Options)!.Amount, "USD")),
        ("GET", ["settings"]) => Answer(new OrganizationSettingsView("organization_settings", "Example Company", "Europe/Berlin", "billing_error")),
        ("POST", ["settings"]) => Answer(new OrganizationSettingsView("organization_settings", "Example Company", JsonSerializer.Deserialize<UpdateOrganizationSettingsRequest>(body!, WireJson.Options)!.TimeZone ?? "Europe/Berlin", "billing_error")),
        _ => null,
    };

    private List<SpendLimitUseView> Limits(NameValueCollection query) => [.. LimitUses.Where(limit =>
        (query["scope_type[]"] ?? limit.Scope.Type) == limit.Scope.Type && (query["workspace_id"] ?? limit.Scope.WorkspaceId) == limit.Scope.WorkspaceId
        && (query["api_key_id"] ?? limit.Scope.ApiKeyId) == limit.Scope.ApiKeyId && (query["user_id"] ?? limit.Scope.UserId) == limit.Scope.UserId)];

    private SpendExplanationView Explain(string id)
    {
        var isSearch = id == Search;
        return new SpendExplanationView(
            "spend_explanation", new("api_key", id, isSearch ? "prod-search" : "staging-all"), new("workspace", isSearch ? Production : Staging, isSearch ? "Production" : "Staging"), new("user", Maker, "Ada Lovelace"),
            isSearch ? LimitUses[0].SpendLimitId : null, isSearch ? "0" : null, isSearch ? LimitUses : []);
    }

    private SpendLimitView Set(SetSpendLimitRequest request) => new(
        "spl_01NEWNEWNEWNEWNEWNEWNEW0", "spend_limit",
        new(request.Scope["type"], request.Scope.GetValueOrDefault("workspace_id"), request.Scope.GetValueOrDefault("api_key_id"), request.Scope.GetValueOrDefault("user_id")),
        request.Amount.Or("50000"), "USD", request.Period, !request.SuspendedUntil.IsSaid || request.SuspendedUntil.Value is null, At(11, 23), At(11, 23),
        request.Mode ?? "hard", request.AtCap ?? "reserve", request.SuspendedUntil.Value, [], Note);

    private static SpendGrantView Granted(string limit, GrantSpendRequest request) =>
        new(Grant, "spend_grant", limit, request.Amount, "USD", request.StartsAt ?? At(11, 23, 10, 37), request.EndsAt, request.Reason, "running");

    private HttpResponseMessage Cursor<T>(List<T> all, NameValueCollection query)
    {
        var start = query["page"] is { } page ? int.Parse(page) : 0;
        var data = all.Skip(start).Take(PageSize).ToList();
        return Answer(new CursorPage<T>(data, start + data.Count < all.Count ? (start + data.Count).ToString() : null));
    }
}
