namespace Claviger.BrowserTests;

/// <summary>S19, X: what a control found is mended or answered for where it is shown, and the next look says so.</summary>
public sealed class The_checklist_turns_from_red_to_green(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task By_a_fix()
    {
        var visit = month.Visit;
        await visit.GotoAsync("/checklist");
        var control = visit.Page.Locator("#unused-keys");
        await Expect(control).ToContainTextAsync("dev-hackday");
        await control.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Fix" }).ClickAsync();
        await Expect(visit.Page.GetByText("Nothing is done yet")).ToBeVisibleAsync();
        await visit.Button("Fix").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Mended");
        await visit.Link("Judge again").ClickAsync();
        await Expect(visit.Page.Locator("#unused-keys")).Not.ToContainTextAsync("dev-hackday");
        await Expect(visit.Page.Locator("#unused-keys")).ToContainTextAsync("Pass");
    }

    [Fact]
    public async Task Or_by_a_waiver_that_somebody_answers_for()
    {
        var visit = month.Visit;
        await visit.GotoAsync("/checklist?now=1");
        var control = visit.Page.Locator(".control", new PageLocatorOptions { Has = visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Waive", Exact = false }) }).First;
        var id = (await control.GetAttributeAsync("id"))!;
        await control.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Waive" }).ClickAsync();
        await visit.Button("Waive").ClickAsync(); // without a reason
        await Expect(visit.Page.Locator("[aria-invalid=true], :invalid").First).ToBeVisibleAsync();
        await visit.Page.GetByLabel("Reason").FillAsync("Migration ends in spring; agreed with security");
        await visit.Page.GetByLabel("Until").FillAsync(TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await visit.Button("Waive").ClickAsync();
        await visit.GotoAsync($"/checklist?now=1#{id}");
        await Expect(visit.Page.Locator($"#{id}")).ToContainTextAsync("waived");
    }
}
