using Claviger.Core.SignIn;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>
/// The session's cookie. The prefix makes browsers refuse one that another host or a plain connection has set. On loopback they take it
/// without TLS; anywhere else the console asks for TLS.
/// </summary>
internal static class ConsoleCookie
{
    public const string Name = "__Host-claviger";

    private static readonly CookieOptions Options = new() { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = ConsoleSession.Absolute };

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    public static void Write(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options);

    public static void Delete(HttpContext http) => http.Response.Cookies.Append(Name, "", new CookieOptions(Options) { MaxAge = TimeSpan.Zero });
}
