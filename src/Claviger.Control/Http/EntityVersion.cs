using Claviger.Core;
using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Http;

/// <summary>The version of one object, as <c>etag</c> in answers and <c>if-match</c> in requests: a quoted number.</summary>
internal static class EntityVersion
{
    public static Parameter Parameter { get; } = Http.Parameter.Header("if-match", "The etag that the change was decided on; 409 if the object has changed since.");

    public static void Show(HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>Null without a problem: the caller names none.</summary>
    public static (int? Version, Problem? Problem) Read(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0) return (null, null);
        return header is [{ Length: > 2 } text] && text[0] == '"' && text[^1] == '"' && int.TryParse(text.AsSpan(1, text.Length - 2), System.Globalization.NumberStyles.None, null, out var version)
            ? (version, null)
            : (null, new Problem(ProblemKind.InvalidRequest, "if-match: must be one etag as an answer showed it, such as \"3\""));
    }
}
