using System.Net;

namespace Claviger.BrowserTests;

/// <summary>S14: whoever left can't call Claude any more, what a service needs goes on, and the report says which is which.</summary>
public sealed class A_leaver_is_offboarded(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task From_what_would_end_to_the_report()
    {
        var visit = month.Visit;
        await visit.GotoAsync("/");
        await visit.Room("Offboarding").ClickAsync();
        await visit.Page.GetByPlaceholder("Name or e-mail").FillAsync("hana");
        await visit.Button("Find").ClickAsync();
        await visit.Link("See what ends", exact: false).ClickAsync();
        await Expect(visit.Page.GetByText("Nothing has happened yet")).ToBeVisibleAsync();
        await Expect(visit.Row("prod-content-moderation").First).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Hand over to the proposed owners").CheckAsync();
        await visit.Page.GetByLabel("Rotate: make new secrets", new PageGetByLabelOptions { Exact = false }).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Offboard Hana Kobayashi" }).ClickAsync();
        if (await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Confirm" }).IsVisibleAsync()) await visit.Button("Confirm").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("was offboarded");
        var secrets = await visit.Page.Locator("[data-secret-text]").AllTextContentsAsync();
        Assert.NotEmpty(secrets);
        // One of the keys is bound to a network that this machine is not in: that is 403, and an unknown secret is 401.
        foreach (var secret in secrets) Assert.Contains((await month.Demo.MessageAsync(secret)).Status, new[] { HttpStatusCode.OK, HttpStatusCode.Forbidden });
        await visit.Link("I have stored them").ClickAsync();
        await Expect(visit.Page.GetByText("What ended")).ToBeVisibleAsync();
        var remains = await visit.RemainsAsync();
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, remains, StringComparison.Ordinal));

        await visit.Room("Members").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("hana.kobayashi@example.com");
    }
}
