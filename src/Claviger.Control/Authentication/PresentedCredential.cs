using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Authentication;

/// <summary>
/// The token of a request, from <c>x-api-key</c> or <c>Authorization: Bearer</c>. Both may come, and then must agree: limits that
/// hold for one header only were another gateway's hole.
/// </summary>
internal static class PresentedCredential
{
    public static bool TryRead(IHeaderDictionary headers, out string token)
    {
        token = "";
        var apiKey = headers["x-api-key"];
        var authorization = headers.Authorization;
        if (apiKey.Count > 1 || authorization.Count > 1) return false;
        var fromKey = apiKey.Count == 1 ? apiKey[0] : null;
        string? fromBearer = null;
        if (authorization.Count == 1)
        {
            if (authorization[0] is not { } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return false;
            fromBearer = value[7..];
        }

        if (fromKey is not null && fromBearer is not null && !string.Equals(fromKey, fromBearer, StringComparison.Ordinal)) return false;
        token = fromKey ?? fromBearer ?? "";
        return token.Length > 0;
    }
}
