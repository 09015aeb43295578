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

    private static CostResult Cost(string amount, string? description, string? workspace = null) => new(amount, "USD", null, null, description, null, null, null, null, workspace);
}
