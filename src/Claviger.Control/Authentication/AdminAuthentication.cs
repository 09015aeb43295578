using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;
using System.Security.Cryptography;

namespace Claviger.Control.Authentication;

/// <summary>
/// Turns a presented admin key into the <see cref="Actor"/> that every use case needs. One answer for unknown, malformed, expired
/// and revoked; the comparison costs the same for all of them.
/// </summary>
public sealed class AdminAuthentication(PolicyHolder policy, RequestIds ids, TimeProvider clock)
{
    private static readonly IReadOnlySet<Permission> AllPermissions = Enum.GetValues<Permission>().ToHashSet();

    /// <summary>Characters of a user agent that go into an audit entry.</summary>
    private const int MostOfAgent = 200;

    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        AdminCall.Begin(http, ids, clock);
        if (Authenticate(http) is not { } actor)
        {
            await AdminResponse.WriteAsync(http, new Problem(ProblemKind.Unauthenticated, "invalid admin key: send a clva_ key as Authorization: Bearer or x-api-key"));
            return;
        }

        var version = http.Request.Headers["anthropic-version"];
        if (version.Count != 1 || version != AdminCall.CurrentVersion && version != AdminCall.LegacyVersion)
        {
            await AdminResponse.WriteAsync(http, Problem.Invalid("anthropic-version", $"header is required: {AdminCall.CurrentVersion} or {AdminCall.LegacyVersion}"));
            return;
        }

        http.Features.Set(actor);
        await next();
    }

    private Actor? Authenticate(HttpContext http)
    {
        var apiKey = http.Request.Headers["x-api-key"];
        var authorization = http.Request.Headers.Authorization;
        if (!PresentedToken.TryRead(apiKey.Count, apiKey.Count > 0 ? apiKey[0] : null, authorization.Count, authorization.Count > 0 ? authorization[0] : null, out var token))
            return null;
        var snapshot = policy.Current;
        var isAdminToken = KeyToken.TryRead(token, out var kind, out var id) && kind == KeyTokenKind.AdminKey;
        if (!isAdminToken) return null;

        var key = snapshot.FindAdmin(id);
        Span<byte> digest = stackalloc byte[32];
        KeyToken.Digest(token, key is null ? snapshot.DecoyPepper : snapshot.Pepper(key.PepperVersion), digest);
        if (key is null || !CryptographicOperations.FixedTimeEquals(key.Digest, digest) || !key.WorksAt(clock.GetUtcNow())) return null;
        return new Actor("admin_key", key.Id.Value, key.Organization, key.Member, AllPermissions) { Request = OriginOf(http) };
    }

    private static RequestOrigin OriginOf(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent is [{ Length: > 0 } text, ..] ? text : null;
        return new RequestOrigin(AdminCall.RequestId(http), http.Connection.RemoteIpAddress?.ToString(), agent is { Length: > MostOfAgent } ? agent[..MostOfAgent] + "…" : agent);
    }
}
