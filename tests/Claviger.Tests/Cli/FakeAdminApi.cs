using System.Net;
using System.Text.Json;
using System.Text;
using System.Web;
using Claviger.Core.Contracts;
using Claviger.Core;
using Xunit;

namespace Claviger.Tests.Cli;

/// <summary>The Admin API as the command line sees it: contract records through <see cref="WireJson"/>, a small organization in memory.</summary>
internal sealed partial class FakeAdminApi : HttpMessageHandler
{
    public const string Production = "wrkspc_01PRODUCTIONPRODUCTION00";
    public const string Staging = "wrkspc_01STAGINGSTAGINGSTAGING0";
    public const string Search = "apikey_01SEARCHSEARCHSEARCHSEA0";
    public const string Secret = "clvk_0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ";
    public const string Maker = "user_01ADAADAADAADAADAADAADA0";

    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Authorization headers seen.</summary>
    public HashSet<string> Credentials { get; } = [];

    /// <summary>Answers before anything else does.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>The most items a page holds, whatever was asked for.</summary>
    public int PageSize { get; set; } = 1000;

    public StatusView Status { get; set; } = new(
        "0.1.0", At(11, 23, 7, 12), true, "SQLite", "Anthropic, api.anthropic.com", 4182, 4182, 3, 4, 0, 1_204_311, 17, 0, "2026-11-20", 0, 3, 0);

    public List<WorkspaceView> Workspaces { get; } =
    [
        Workspace("wrkspc_01DEFAULTDEFAULTDEFAULT0", "Default", null, isDefault: true),
        Workspace(Production, "Production", "production", tags: new() { ["team"] = "core", ["cost-centre"] = "4711" }),
        Workspace(Staging, "Staging", "staging"),
        Workspace("wrkspc_01OLDOLDOLDOLDOLDOLDOLD0", "Trial", "development") with { ArchivedAt = At(10, 2, 9, 0) },
    ];

    public List<ApiKeyView> Keys { get; } =
    [
        Key("apikey_01BACKENDBACKENDBACKEN0", "prod-backend", "active", Production, "backend"),
        Key(Search, "prod-search", "active", Production, "search") with { ExpiresAt = At(11, 27, 12, 0), Models = ["claude-haiku-*"], Networks = ["10.0.0.0/8"], MaxTokensCeiling = 4096 },
        Key("apikey_01STAGESTAGESTAGESTAGE0", "staging-all", "inactive", Staging, "all") with { Owner = new("svac_01BOT", "service_account") },
        Key("apikey_01GONEGONEGONEGONEGONE0", "prod-mailer", "archived", Production, "mailer"),
        Key("apikey_01LATELATELATELATELATE0", "staging-load", "expired", Staging, "load") with { ExpiresAt = At(11, 20, 0, 0) },
    ];

    public FakeRates Rates { get; } = new();

    public FakeKeySecrets Secrets { get; } = new();

    public List<UserView> Users { get; } =
    [
        new(Maker, "user", "ada@example.com", "Ada Lovelace", "admin", At(9, 1, 8, 0)),
        new("user_01GRACEGRACEGRACEGRACEG0", "user", "grace@example.com", "Grace Hopper", "developer", At(11, 21, 16, 30)),
    ];

    public List<UsageBucket> Buckets { get; } =
    [
        new(At(11, 1), At(11, 2),
        [
            Row(1204, 1_800_000, 300_000, 12_500_000, 410_000, "1234.56789", "apikey_01BACKENDBACKENDBACKEN0", Production, "claude-opus-5-5"),
            Row(3, 900, 0, 0, 120, "0.0023", Search, Production, "claude-haiku-5"),
        ]),
        new(At(11, 2), At(11, 3), []),
        new(At(11, 3), At(11, 4),
        [
            Row(10, 12_000, 0, 0, 3_000, "10.5", "apikey_01BACKENDBACKENDBACKEN0", Production, "claude-opus-5-5"),
            Row(88, 70_400, 0, 640, 9_100, "99.00005", "apikey_01STAGESTAGESTAGESTAGE0", Staging, "claude-haiku-5"),
        ]),
    ];

    public static DateTimeOffset At(int month, int day, int hour = 0, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    public static ApiKeyView Key(string id, string name, string status, string workspace, string service) => new(
        id, "api_key", name, status, At(11, 2, 9, 30), new(Maker, "user"), null, "clvk_AbCd...wxyz", null, new("workspace", workspace), null,
        service, workspace == Production ? "production" : "staging", new(Maker, "user"), [], [], null, null, At(11, 23, 8, 48));

    public static WorkspaceView Workspace(string id, string name, string? environment, bool isDefault = false, Dictionary<string, string>? tags = null) => new(
        id, "workspace", name, At(9, 1, 8, 0), null, "#6C5BB9", "cmp_1", null, null, tags ?? [], new("us", new GeoListView(Geos: null), "global"), environment, isDefault, null);

    public static UsageResult Row(long requests, long input, long written, long read, long output, string cents, string key, string workspace, string model) => new(
        input, new(written, 0), read, output, new(0), null, key, null, null, model, null, "standard", null, workspace, requests, cents);

    public static HttpResponseMessage Answer(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), WireJson.Options), Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string type, string message, string? field = null) =>
        Answer(new ErrorEnvelope("error", new(type, message, field is null ? null : new(null, field)), "req_01TEST"), status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        Requests.Add($"{request.Method} {Uri.UnescapeDataString(path)}");
        Credentials.Add(request.Headers.Authorization!.ToString());
        Assert.Equal("2026-10-21", Assert.Single(request.Headers.GetValues("anthropic-version")));
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        if (body is not null) Bodies.Add(body);
        if (Instead(request) is { } other) return other;

        var parts = request.RequestUri.AbsolutePath["/v1/organizations/".Length..].Split('/');
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        return (request.Method.Method, parts) switch
        {
            ("GET", ["me"]) => Answer(new OrganizationView("3f1d2c4b-0000-4000-8000-00000000abcd", "organization", "Example Org")),
            ("GET", ["status"]) => Answer(Status),
            ("GET", ["users"]) => Paged(Users, user => user.Id, query["after_id"]),
            ("GET", ["workspaces"]) => Paged([.. Workspaces.Where(w => (query["include_archived"] == "true" || w.ArchivedAt is null) && (query["include_default"] == "true" || !w.IsDefault))], w => w.Id, query["after_id"]),
            ("GET", ["workspaces", var id]) => One(Workspaces, w => w.Id == id, "workspace"),
            ("POST", ["workspaces"]) => Answer(Made(JsonSerializer.Deserialize<CreateWorkspaceRequest>(body!, WireJson.Options)!)),
            ("POST", ["workspaces", var id]) => Change(Workspaces, w => w.Id == id, w => Changed(w, JsonSerializer.Deserialize<UpdateWorkspaceRequest>(body!, WireJson.Options)!)),
            ("POST", ["workspaces", var id, "archive"]) => Change(Workspaces, w => w.Id == id, w => w with { ArchivedAt = At(11, 23) }),
            ("GET", ["api_keys"]) => Paged([.. Keys.Where(k => (query["workspace_id"] ?? k.Scope.WorkspaceId) == k.Scope.WorkspaceId && (query["status"] ?? k.Status) == k.Status)], k => k.Id, query["after_id"]),
            ("GET", ["api_keys", var id]) => One(Keys, k => k.Id == id, "API key"),
            ("POST", ["api_keys"]) => Answer(Made(JsonSerializer.Deserialize<CreateApiKeyRequest>(body!, WireJson.Options)!)),
            ("POST", ["api_keys", var id]) => Change(Keys, k => k.Id == id, k => Changed(k, JsonSerializer.Deserialize<UpdateApiKeyRequest>(body!, WireJson.Options)!)),
            ("POST", ["leak_reports"]) => Answer(FakeLeaks.Judge(JsonSerializer.Deserialize<ReportLeaksRequest>(body!, WireJson.Options)!)),
            (_, ["api_keys", var id, ..]) => Secrets.Answer(request.Method.Method, parts, Keys.Find(k => k.Id == id), body)!,
            ("GET" or "POST" or "DELETE", ["tiers", ..] or ["rate_limits", ..] or ["workspaces", _, "rate_limits", ..]) => Rates.Answer(request.Method.Method, parts, body),
            ("GET", ["usage_report", "messages"]) => Report(query["page"], query.GetValues("group_by[]") ?? []),
            ("GET", ["usage_report", "claude_code"]) => FakeReports.ClaudeCode(),
            ("GET", ["spend_forecast"]) => FakeReports.Forecast(),
            ("GET", ["cost_report"]) => FakeReports.Costs(query.GetValues("group_by[]") ?? []),
            _ => OfLimits(request.Method.Method, parts, query, body) ?? Error(HttpStatusCode.NotFound, "not_found_error", "no such route"),
        };
    }

    private static WorkspaceView Made(CreateWorkspaceRequest request) =>
        Workspace("wrkspc_01NEWNEWNEWNEWNEWNEWNEW0", request.Name, request.Environment, tags: request.Tags?.ToDictionary());

    private static CreatedApiKeyView Made(CreateApiKeyRequest request) => new(
        Key("apikey_01NEWNEWNEWNEWNEWNEWNEW0", request.Name ?? $"prod-{request.Service}", "active", request.WorkspaceId, request.Service ?? "?") with { ExpiresAt = request.ExpiresAt }, Secret);

    private static ApiKeyView Changed(ApiKeyView key, UpdateApiKeyRequest change) =>
        key with { Name = change.Name ?? key.Name, Status = change.Status ?? key.Status, Models = change.Models ?? key.Models, Tier = TierOf(change.Tier, key.Tier) };

    private static WorkspaceView Changed(WorkspaceView workspace, UpdateWorkspaceRequest change) =>
        workspace with { Name = change.Name ?? workspace.Name, Tier = TierOf(change.Tier, workspace.Tier) };

    private static string? TierOf(string? asked, string? before) => asked switch { null => before, "none" => null, _ => asked };

    private static HttpResponseMessage One<T>(List<T> all, Predicate<T> match, string what) where T : class =>
        all.Find(match) is { } found ? Answer(found) : Error(HttpStatusCode.NotFound, "not_found_error", $"{what} not found");

    private static HttpResponseMessage Change<T>(List<T> all, Predicate<T> match, Func<T, T> change) where T : class
    {
        var at = all.FindIndex(match);
        if (at < 0) return Error(HttpStatusCode.NotFound, "not_found_error", "not found");
        all[at] = change(all[at]);
        return Answer(all[at]);
    }

    private HttpResponseMessage Paged<T>(List<T> all, Func<T, string> id, string? after)
    {
        var start = after is null ? 0 : all.FindIndex(item => id(item) == after) + 1;
        var page = all.Skip(start).Take(PageSize).ToList();
        return Answer(new Page<T>(page, start + page.Count < all.Count, page.Count == 0 ? null : id(page[0]), page.Count == 0 ? null : id(page[^1])));
    }

    // Groups as the server does: a dimension that was not asked for is null, and rows that then are equal are one.
    private HttpResponseMessage Report(string? page, string[] groups)
    {
        var start = page is null ? 0 : int.Parse(page);
        var data = Buckets.Skip(start).Take(PageSize).Select(bucket => bucket with
        {
            Results = [.. bucket.Results.GroupBy(row => (Has("api_key_id") ? row.ApiKeyId : null, Has("workspace_id") ? row.WorkspaceId : null, Has("model") ? row.Model : null, Has("service_tier") ? row.ServiceTier : null))
                .Select(group => new UsageResult(
                    group.Sum(r => r.UncachedInputTokens), new(group.Sum(r => r.CacheCreation.Ephemeral5mInputTokens), 0), group.Sum(r => r.CacheReadInputTokens), group.Sum(r => r.OutputTokens), new(0),
                    null, group.Key.Item1, null, null, group.Key.Item3, null, group.Key.Item4, null, group.Key.Item2, group.Sum(r => r.Requests),
                    group.Sum(r => decimal.Parse(r.CostCents)).ToString()))],
        }).ToList();
        var more = start + data.Count < Buckets.Count;
        return Answer(new UsageReport(data, more, more ? (start + data.Count).ToString() : null));

        bool Has(string name) => groups.Contains(name);
    }
}
