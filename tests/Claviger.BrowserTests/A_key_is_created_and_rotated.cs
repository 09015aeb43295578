using System.Net;
using System.Text.RegularExpressions;

namespace Claviger.BrowserTests;

/// <summary>S13, S15: a production key with a cap and an alert, and later another secret while the old one goes on.</summary>
public sealed class A_key_is_created_and_rotated(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task With_a_cap_and_an_alert_and_an_overlap()
    {
        var (visit, demo) = (month.Visit, month.Demo);
        await visit.GotoAsync("/keys/new");
        await visit.Field("Workspace").SelectOptionAsync(new SelectOptionValue { Label = await OptionAsync(visit, "(production)") });
        await visit.Field("Service").FillAsync("ledger-export");
        await visit.Field("Monthly cap in dollars").FillAsync("12,50"); // a comma: it must be told, and nothing typed is lost
        await visit.Button("Create key").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was done");
        await Expect(visit.Field("Service")).ToHaveValueAsync("ledger-export");
        await visit.Field("Monthly cap in dollars").FillAsync("12.50");
        await visit.Page.GetByLabel("Tell somebody at 80 %").CheckAsync();
        await visit.Button("Create key").ClickAsync();
        var first = (await visit.Page.Locator("[data-secret-text]").TextContentAsync())!;
        await visit.Link("I have stored it").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("$12.50");

        await visit.Page.GetByText("Rotate", new PageGetByTextOptions { Exact = true }).First.ClickAsync();
        await visit.Button("Rotate").Last.ClickAsync();
        var second = (await visit.Page.Locator("[data-secret-text]").TextContentAsync())!;
        Assert.NotEqual(first, second);
        await visit.Link("I have stored it").ClickAsync();
        Assert.Equal(HttpStatusCode.OK, (await demo.MessageAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await demo.MessageAsync(second)).Status);
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(new Regex("overlap", RegexOptions.IgnoreCase));
        var remains = await visit.RemainsAsync();
        Assert.DoesNotContain(first, remains, StringComparison.Ordinal);
        Assert.DoesNotContain(second, remains, StringComparison.Ordinal);
    }

    private static async Task<string> OptionAsync(Visit visit, string ending) =>
        (await visit.Field("Workspace").Locator("option").AllTextContentsAsync()).First(text => text.EndsWith(ending, StringComparison.Ordinal));
}
