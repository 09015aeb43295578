namespace Claviger.BrowserTests;

/// <summary>S12, S19: from the overview, in three clicks, an entry with who, what and a proof that holds.</summary>
public sealed class An_auditor_finds_the_proof(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task In_three_clicks_and_takes_it_away()
    {
        var visit = month.Visit;
        var workspace = (await month.Demo.AdminAsync(HttpMethod.Post, "/workspaces", new { name = "Proof of it", environment = "staging" })).GetProperty("id").GetString()!;
        await visit.GotoAsync("/");

        await visit.Room("Audit log").ClickAsync();
        await visit.Row("Proof of it").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("This entry is, byte for byte, what was signed");
        await visit.Link("Verify every entry from here on").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "valid", Exact = false }).First).ToContainTextAsync("valid");

        await visit.GotoAsync($"/audit?target={workspace}");
        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visit.GotoAsync("/audit/export");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("Export").ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains(workspace, text, StringComparison.Ordinal);
    }
}
