using System.Net;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>Whether a form comes from our own pages: one of two locks against forged requests, the other is the form's token.</summary>
internal static class SameOrigin
{
    /// <summary>Browsers send Origin with every POST; what sends neither header is no browser, and no form of ours.</summary>
    public static bool Holds(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin") return false;
        return request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, Authority(request, from.Scheme), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Cookies go unprotected where there is no TLS; the own machine has no wire to listen on.</summary>
    public static bool IsSafe(HttpContext http, bool behindTls) =>
        http.Request.IsHttps || behindTls || http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);

    // As a proxy in front passes Host on; its scheme is the browser's to say.
    private static string Authority(HttpRequest request, string scheme) => new Uri($"{scheme}://{request.Host}").Authority;
}
