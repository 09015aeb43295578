namespace Claviger.BrowserTests.Hosting;

/// <summary>One demo with its invented month for a class, and somebody who is signed in.</summary>
public sealed class MonthFixture(Chromium chromium) : IAsyncLifetime
{
    public Chromium Chromium => chromium;
    public DemoProcess Demo { get; private set; } = null!;
    public Visit Visit { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Demo = await DemoProcess.StartAsync();
        Visit = await Visit.SignedInAsync(chromium, Demo);
    }

    public async ValueTask DisposeAsync()
    {
        if (Visit is not null) await Visit.DisposeAsync();
        if (Demo is not null) await Demo.DisposeAsync();
    }
}
