using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Claviger.BrowserTests;

/// <summary>
/// Every page that links lead to from the overview, one of each kind (a key's page stands for all keys' pages): WCAG 2.2 AA by axe in both
/// themes, no sideways scrolling at 320 px, no broken policy, names with markup that stay text. Pictures of each are kept.
/// </summary>
public sealed partial class Every_page_is_for_everybody(MonthFixture month) : IClassFixture<MonthFixture>
{
    private const string Evil = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&{{7*7}}";

    [Fact]
    public async Task Axe_finds_nothing_serious_and_nothing_sticks_out()
    {
        var pages = await CrawlAsync();
        var faults = new List<string>();
        var state = await month.Visit.StateAsync();
        foreach (var theme in new[] { "light", "dark" })
        {
            await using var visit = await Visit.BeginAsync(month.Chromium, month.Demo, state, theme: theme);
            foreach (var path in pages)
            {
                await visit.Page.GotoAsync(path);
                await PictureAsync(visit, path, theme);
                var result = await visit.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
                faults.AddRange(result.Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => $"{path} {theme}: {fault.Id}: {string.Join("; ", fault.Nodes.Take(3).Select(node => node.Html))}"));
            }
        }

        await using var narrow = await Visit.BeginAsync(month.Chromium, month.Demo, state, width: 320, height: 700);
        foreach (var path in pages)
        {
            await narrow.Page.GotoAsync(path);
            await PictureAsync(narrow, path, "narrow");
            if (await narrow.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var over) faults.Add($"{path}: {over} px stick out at 320 px");
        }

        Assert.Empty(faults);
        Assert.True(pages.Count >= 60, string.Join('\n', pages));
    }

    [Fact]
    public async Task Names_with_markup_stay_text_wherever_they_are_shown()
    {
        var demo = month.Demo;
        var workspace = (await demo.AdminAsync(HttpMethod.Post, "/workspaces", new { name = Evil[..40], environment = "production", tags = new Dictionary<string, string> { ["team"] = Evil } })).GetProperty("id").GetString()!;
        var key = (await demo.AdminAsync(HttpMethod.Post, "/api_keys", new { workspace_id = workspace, service = "evil" })).GetProperty("api_key").GetProperty("id").GetString()!;
        await demo.AdminAsync(HttpMethod.Post, "/invites", new { email = "\"<b>x</b>\"@example.com", role = "developer" });
        await demo.AdminAsync(HttpMethod.Post, "/alert_rules", new { name = Evil, kind = "spend_threshold", parameters = new { percents = new[] { 1 } } });

        foreach (var path in await CrawlAsync($"/console/workspaces/{workspace}", $"/console/keys/{key}"))
        {
            var html = await (await month.Visit.Page.GotoAsync(path))!.TextAsync();
            Assert.False(html.Contains("<img src=x", StringComparison.Ordinal) || html.Contains("<script>", StringComparison.Ordinal) || html.Contains("<b>x</b>", StringComparison.Ordinal), path);
            // Echoed too, whatever the page asks for.
            await month.Visit.Page.GotoAsync($"{path}{(path.Contains('?') ? '&' : '?')}q={Uri.EscapeDataString(Evil)}&note={Uri.EscapeDataString(Evil)}&sort={Uri.EscapeDataString(Evil)}");
            Assert.Equal(0, await month.Visit.Page.Locator("img[src=x]").CountAsync());
        }

        Assert.Empty(month.Visit.Complaints);
    }

    /// <summary>Follows links, breadth first; of pages whose paths differ in ids alone, one.</summary>
    private async Task<IReadOnlyList<string>> CrawlAsync(params string[] more)
    {
        var page = month.Visit.Page;
        var (waiting, seen, pages) = (new Queue<string>(["/console/", .. more]), new HashSet<string>(more.Select(Kind)) { "/console/" }, new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path}: {answer.Status}");
            pages.Add(path);
            foreach (var link in await page.Locator("a[href^='/console']:not([download])").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))"))
            {
                var target = link.Split('#')[0];
                if (!target.Contains("/assets/", StringComparison.Ordinal) && seen.Add(Kind(target))) waiting.Enqueue(target);
            }
        }

        return pages;
    }

    private static string Kind(string path) => Named().Replace(Ids().Replace(path.Split('?')[0], "/*"), "$1*");

    private static async Task PictureAsync(Visit visit, string path, string how)
    {
        if (Environment.GetEnvironmentVariable("CLAVIGER_TEST_SCREENSHOTS") is not { Length: > 0 } folder) return;
        var name = Kind(path)["/console".Length..].Replace("*", "one", StringComparison.Ordinal).Trim('/').Replace('/', '-');
        await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{(name.Length == 0 ? "overview" : name)}.{how}.png"), FullPage = true });
    }

    [GeneratedRegex("/([a-z]+(_[a-z]+)*_[0-9A-Za-z]{8,}|[0-9]+)(?=/|$)")]
    private static partial Regex Ids();

    /// <summary>What is called by a name and not by an id: controls, roles that are built in, tiers.</summary>
    [GeneratedRegex("(/checklist/(?!runs|report|waivers)|/members/roles/(?!new)|/tiers/(?!~))[^/]+")]
    private static partial Regex Named();
}
