using System.Globalization;
using System.Net;
using Claviger.PassThrough;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// claviger-pass-through PORT UPSTREAM_URL UPSTREAM_KEY INLINE(true|false)
if (args is not [var port, var upstream, var key, var inlineText] || !bool.TryParse(inlineText, out var inline))
{
    Console.Error.WriteLine("usage: claviger-pass-through PORT UPSTREAM_URL UPSTREAM_KEY true|false");
    return 2;
}

// Read when the first socket is made; the gateway sets the same (server.inline_scheduling).
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", inline ? "1" : "0");

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "claviger-pass-through" });
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture), listen => listen.Protocols = HttpProtocols.Http1);
});
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = inline);

var app = builder.Build();
using var relay = new Relay(new Uri(upstream), key);
app.Run(relay.InvokeAsync);
await app.RunAsync();
return 0;
