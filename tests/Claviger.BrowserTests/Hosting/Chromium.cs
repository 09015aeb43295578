
[assembly: AssemblyFixture(typeof(Chromium))]

namespace Claviger.BrowserTests.Hosting;

/// <summary>Debian's Chromium, once for all tests. <c>CLAVIGER_TEST_CHROMIUM</c> is its path (<c>tests/chromium.sh</c> prints it).</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CLAVIGER_TEST_CHROMIUM") ?? throw new InvalidOperationException("CLAVIGER_TEST_CHROMIUM is not set: export CLAVIGER_TEST_CHROMIUM=$(tests/chromium.sh)");
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            // Its sandbox needs rights that root in a container has not.
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        _playwright?.Dispose();
    }
}
