using Claviger.Core.Contracts;

namespace Claviger.Tests.Cli;

/// <summary>Reports beside the one of usage: two days, a few lines.</summary>
internal static class FakeReports
{
    public static HttpResponseMessage Costs(string[] groups) => FakeAdminApi.Answer(new CostReport(
    [
        new(FakeAdminApi.At(11, 1), FakeAdminApi.At(11, 2), groups.Contains("description")
            ? [Cost("1234.56789", "claude-opus-5-5 Usage - Output Tokens"), Cost("0.0000003", "Cost not attributed to a class of tokens")]
            : [Cost("1234.5678903", null, FakeAdminApi.Production)]),
        new(FakeAdminApi.At(11, 2), FakeAdminApi.At(11, 3), []),
        new(FakeAdminApi.At(11, 3), FakeAdminApi.At(11, 4), groups.Contains("description")
            ? [Cost("10.5", "claude-opus-5-5 Usage - Output Tokens"), Cost("3", "Web Search Usage")]
            : [Cost("10", null, FakeAdminApi.Staging), Cost("3.5", null)]),
    ], HasMore: false, NextPage: null));

    public static HttpResponseMessage Forecast() => FakeAdminApi.Answer(new SpendForecastView("spend_forecast", FakeAdminApi.At(11, 1), FakeAdminApi.At(12, 1), FakeAdminApi.At(11, 23, 10, 37),
    [
        new(new("organization"), "Example Org", "USD", "221040.0123", "290515.5", "274000", "301222", 7, "500000", "spl_01ORG", null),
        new(new("workspace", WorkspaceId: FakeAdminApi.Production), "Production", "USD", "190411", "237780", "217000", "254101", 7, "200000", "spl_01PROD", FakeAdminApi.At(11, 25, 6)),
        new(new("workspace", WorkspaceId: FakeAdminApi.Staging), "Staging", "USD", "30629.0123", "52735.5", "30629.0123", "61000", 7, "30000", "spl_01STAGE", FakeAdminApi.At(11, 23, 10, 37)),
        new(new("workspace", WorkspaceId: "wrkspc_01NEW"), "Research", "USD", "99", null, null, null, 2, "10000", "spl_01NEW", null),
    ]));

    public static HttpResponseMessage ClaudeCode() => FakeAdminApi.Answer(new MorePage<ClaudeCodeView>(
    [
        Code(new("user_actor", EmailAddress: "grace@example.com"), 2, new ClaudeCodeModelView("claude-haiku-5-5", new(1_200, 300, 9_000, 0), new(12.5m, "USD"))),
        Code(new("user_actor", EmailAddress: "ada@example.com"), 7, new("claude-opus-5-5", new(41_000, 9_100, 812_000, 20_000), new(1234.5678903m, "USD")), new("claude-haiku-5-5", new(10, 1, 0, 0), new(0.0015m, "USD"))),
        Code(new("api_actor", ApiKeyName: "prod-ci"), 0, new ClaudeCodeModelView("claude-opus-5-5", new(5, 1, 0, 0), new(0.0005m, "USD"))),
    ], HasMore: false, NextPage: null));

    private static ClaudeCodeView Code(ClaudeCodeActorView actor, long sessions, params ClaudeCodeModelView[] models)
    {
        var none = new ClaudeCodeToolView(0, 0);
        return new(FakeAdminApi.At(11, 3), "3f1d2c4b-0000-4000-8000-00000000abcd", actor, "api", null, "unknown", false, new(sessions, new(0, 0), 0, 0), new(none, none, none, none), models);
    }

    private static CostResult Cost(string amount, string? description, string? workspace = null) => new(amount, "USD", null, null, description, null, null, null, null, workspace);
}
