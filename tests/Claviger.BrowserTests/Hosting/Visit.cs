using System.Text.RegularExpressions;

namespace Claviger.BrowserTests.Hosting;

/// <summary>
/// Somebody at a browser of their own. What the page complains of (a script that fails, a policy that is broken, a dialog that opens by
/// itself) is kept in <see cref="Complaints"/>, and a test that ends with any has failed.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visit(DemoProcess demo, IBrowserContext context, IPage page) => (Demo, _context, Page) = (demo, context, page);

    public DemoProcess Demo { get; }
    public IPage Page { get; }
    public List<string> Complaints { get; } = [];

    public static async Task<Visit> BeginAsync(Chromium chromium, DemoProcess demo, string? state = null, int width = 1360, int height = 900, string theme = "light")
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = demo.Url,
            StorageState = state,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            TimezoneId = "Europe/Berlin",
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync([new Cookie { Name = "claviger-theme", Value = theme, Url = demo.Url }]);
        context.SetDefaultTimeout(30_000);
        var visit = new Visit(demo, context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit.Complaints.Add($"{visit.Page.Url}: {error}");
        // A page that answers 403 or 400 on purpose is told as a failed resource too; that is no complaint of the page's.
        visit.Page.Console += (_, said) => { if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) visit.Complaints.Add($"{visit.Page.Url}: {said.Text}"); };
        visit.Page.Dialog += async (_, dialog) => { visit.Complaints.Add($"{visit.Page.Url}: a dialog said {dialog.Message}"); await dialog.DismissAsync(); };
        return visit;
    }

    /// <summary>By the link that the demo printed, as a newcomer would: it is opened, and nothing else is done.</summary>
    public static async Task<Visit> SignedInAsync(Chromium chromium, DemoProcess demo)
    {
        var visit = await BeginAsync(chromium, demo);
        await visit.Page.GotoAsync(demo.Link);
        await visit.Page.WaitForURLAsync(new Regex("/console/$"));
        return visit;
    }

    public Task<string> StateAsync() => _context.StorageStateAsync();

    public Task<IResponse?> GotoAsync(string path) => Page.GotoAsync("/console" + path);

    public ILocator Link(string name, bool exact = true) => Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = exact });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });

    public ILocator Room(string name) => Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Main" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

    public ILocator Row(string text) => Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>Everything that the browser holds of the page and of this origin: a secret must be in none of it.</summary>
    public async Task<string> RemainsAsync() =>
        await Page.EvaluateAsync<string>("() => JSON.stringify([document.documentElement.outerHTML, location.href, history.state, {...localStorage}, {...sessionStorage}, document.cookie])")
        + await StateAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(Complaints);
    }
}
