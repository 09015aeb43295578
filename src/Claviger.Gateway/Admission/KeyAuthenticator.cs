using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>Who calls. From headers and memory alone; a stranger costs one digest, the same as a caller with a wrong secret.</summary>
internal static class KeyAuthenticator
{
    /// <summary>Null for every reason alike: the caller must not learn which.</summary>
    public static GovernedSecret? Authenticate(IHeaderDictionary headers, PolicySnapshot policy, DateTimeOffset now)
    {
        var apiKey = headers["x-api-key"];
        var authorization = headers.Authorization;
        if (!PresentedToken.TryRead(apiKey.Count, apiKey.Count > 0 ? apiKey[0] : null, authorization.Count, authorization.Count > 0 ? authorization[0] : null, out var token))
            return null;
        if (!KeyToken.TryRead(token, out var kind, out var id) || kind != KeyTokenKind.ApiKey) return null;

        var secret = policy.Find(id);
        Span<byte> digest = stackalloc byte[32];
        KeyToken.Digest(token, secret is null ? policy.DecoyPepper : secret.Pepper, digest);
        return secret is not null && secret.Matches(digest, now) && secret.Key.WorksAt(now) ? secret : null;
    }
}
