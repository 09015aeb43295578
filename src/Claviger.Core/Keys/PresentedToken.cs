namespace Claviger.Core.Keys;

/// <summary>
/// The token of a request, from <c>x-api-key</c> or <c>Authorization: Bearer</c>, on every plane. Both may come, and then must
/// agree: limits that held for one header only were another gateway's hole.
/// </summary>
public static class PresentedToken
{
    /// <param name="apiKeys">How many <c>x-api-key</c> headers came.</param>
    /// <param name="apiKey">The first of them.</param>
    /// <param name="authorizations">How many <c>Authorization</c> headers came.</param>
    /// <param name="authorization">The first of them.</param>
    /// <returns>False when there is none, more than one of a kind, another scheme, or two that differ.</returns>
    public static bool TryRead(int apiKeys, string? apiKey, int authorizations, string? authorization, out ReadOnlySpan<char> token)
    {
        token = default;
        if (apiKeys > 1 || authorizations > 1) return false;
        if (authorizations == 1)
        {
            if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return false;
            token = authorization.AsSpan(7);
            if (apiKeys == 1 && !token.SequenceEqual(apiKey)) return false;
        }
        else
        {
            token = apiKey;
        }

        return !token.IsEmpty;
    }
}
