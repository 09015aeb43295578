using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>What the browser has said in plain cookies: harmless if forged, and read with that in mind.</summary>
internal static class ViewerTastes
{
    public static string Theme(HttpRequest request) => request.Cookies["claviger-theme"] is "light" or "dark" ? request.Cookies["claviger-theme"]! : "auto";

    public static TimeZoneInfo Zone(HttpRequest request)
    {
        var name = request.Cookies["claviger-zone"];
        // A name of a zone, never a path into the zone files.
        if (name is not { Length: > 1 and < 50 } || name.Contains("..", StringComparison.Ordinal) || name[0] == '/' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
