using System.Text.RegularExpressions;

namespace Claviger.BrowserTests;

/// <summary>WCAG 2.1.1, 2.1.2, 2.4.7: no mouse is needed, nothing holds the focus, and where it is can be seen.</summary>
public sealed class Everything_goes_by_keyboard(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task A_key_is_made_without_a_mouse()
    {
        var visit = month.Visit;
        var keyboard = visit.Page.Keyboard;
        await visit.GotoAsync("/keys");
        await keyboard.PressAsync("/");
        await keyboard.TypeAsync("prod-search");
        await keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(new Regex("q=prod-search"));
        await Expect(visit.Row("prod-search-ranker")).ToBeVisibleAsync();

        await TabToAsync(visit, "Create key");
        await keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(new Regex("/keys/new$"));
        await TabToAsync(visit, "Workspace");
        await keyboard.PressAsync("ArrowDown");
        await TabToAsync(visit, "Service");
        await keyboard.TypeAsync("by-keyboard");
        await TabToAsync(visit, "Create key");
        await keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("[data-secret-text]")).ToContainTextAsync("clvk_");
        await TabToAsync(visit, "I have stored it");
        await keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(new Regex("/keys/apikey_"));
    }

    [Fact]
    public async Task The_first_stop_skips_to_the_content_and_menus_close_with_Escape()
    {
        var visit = month.Visit;
        await visit.GotoAsync("/keys");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(visit));
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await visit.Page.EvaluateAsync<string>("() => document.activeElement.id"));

        var menu = visit.Page.Locator("header details.menu.right");
        await menu.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(menu).ToHaveAttributeAsync("open", "");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).Not.ToHaveAttributeAsync("open", "");
        Assert.True(await menu.Locator("summary").EvaluateAsync<bool>("at => at === document.activeElement"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/keys")]
    [InlineData("/keys/new")]
    [InlineData("/members")]
    [InlineData("/account")]
    public async Task Tab_reaches_everything_shows_where_it_is_and_comes_out_again(string path)
    {
        var visit = month.Visit;
        await visit.GotoAsync(path);
        var stops = await visit.Page.Locator("a[href]:visible, button:visible, input:not([type=hidden]):visible, select:visible, textarea:visible, summary:visible, [tabindex='0']:visible").CountAsync();
        var hidden = new List<string>();
        var reached = 0;
        await visit.Page.Keyboard.PressAsync("Tab");
        // Until it is out of the page, or begins anew.
        while (await visit.Page.EvaluateAsync<bool>("() => { const at = document.activeElement, seen = window.seen ??= new Set(); return at !== document.body && !seen.has(at) && !!seen.add(at); }"))
        {
            reached++;
            // Either the element or what stands for it has an outline or a shadow that it has not without the focus.
            if (!await visit.Page.EvaluateAsync<bool>("() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'; }")) hidden.Add(await FocusedAsync(visit));
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Empty(hidden);
        // A group of radio buttons is one stop; what scrolls is one of its own.
        Assert.InRange(reached, stops * 3 / 4, stops + 4);
    }

    private static async Task TabToAsync(Visit visit, string name)
    {
        for (var i = 0; i < 150; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await FocusedAsync(visit) == name) return;
        }

        Assert.Fail($"Tab never came to {name} on {visit.Page.Url}");
    }

    private static Task<string> FocusedAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string>("() => { const at = document.activeElement; return (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent).trim(); }");
}
