using System.Net;
using System.Text.RegularExpressions;

namespace Claviger.BrowserTests;

/// <summary>S11, S15: from the address that the program prints to an answered message, and the secret is gone when its panel is (threat: a secret left in a browser).</summary>
public sealed partial class A_newcomer_sends_a_first_message(Chromium chromium)
{
    [Fact]
    public async Task From_the_printed_link_to_an_answer()
    {
        await using var demo = await DemoProcess.StartAsync("--empty");
        await using var visit = await Visit.SignedInAsync(chromium, demo);
        Assert.DoesNotContain("#", visit.Page.Url, StringComparison.Ordinal);
        await Expect(visit.Heading("Example Company")).ToBeVisibleAsync();

        await visit.Room("API keys").ClickAsync();
        await visit.Link("Create key", exact: false).First.ClickAsync();
        await visit.Link("Create workspace").ClickAsync();
        await visit.Field("Name").FillAsync("Production");
        await visit.Field("Environment").FillAsync("production");
        await visit.Button("Create workspace").ClickAsync();
        await Expect(visit.Heading("Production")).ToBeVisibleAsync();

        await visit.Room("API keys").ClickAsync();
        await visit.Link("Create key", exact: false).First.ClickAsync();
        await visit.Field("Workspace").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visit.Field("Service").FillAsync("checkout");
        await visit.Button("Create key").ClickAsync();

        var secret = (await visit.Page.Locator("[data-secret-text]").TextContentAsync())!;
        Assert.Matches(Secret(), secret);
        var (status, body) = await demo.MessageAsync(secret);
        Assert.True(status == HttpStatusCode.OK, body);

        await visit.Link("I have stored it").ClickAsync();
        await Expect(visit.Heading("prod-checkout")).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await visit.RemainsAsync(), StringComparison.Ordinal);
        await using (var later = await Visit.BeginAsync(chromium, demo, await visit.StateAsync()))
        {
            await later.GotoAsync("/keys");
            await Expect(later.Row("prod-checkout")).ToContainTextAsync("$0.");
            Assert.DoesNotContain(secret, await later.RemainsAsync(), StringComparison.Ordinal);
        }

        await using (var stranger = await Visit.BeginAsync(chromium, demo))
        {
            await stranger.Page.GotoAsync(demo.Link);
            await Expect(stranger.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not valid");
        }

        try
        {
            await visit.Page.GoBackAsync();
            Assert.DoesNotContain(secret, await visit.RemainsAsync(), StringComparison.Ordinal);
        }
        catch (PlaywrightException error) when (error.Message.Contains("ERR_CACHE_MISS", StringComparison.Ordinal))
        {
            // The browser has kept nothing of it: it would have to send the form again.
        }
    }

    [GeneratedRegex("^clvk_[0-9A-Za-z]{60}$")]
    private static partial Regex Secret();
}
