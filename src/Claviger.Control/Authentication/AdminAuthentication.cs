using System.Security.Cryptography;
using Claviger.Control.Http;
using Claviger.Control.Invites;
using Claviger.Control.Leaks;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Authentication;

/// <summary>
/// Turns a presented admin key into the <see cref="Actor"/> that every use case needs. One answer for unknown, malformed, expired
/// and revoked; the comparison costs the same for all of them.
/// </summary>
public sealed class AdminAuthentication(PolicyHolder policy, SecretUses uses, RequestIds ids, TimeProvider clock)
{
    /// <summary>Characters of a user agent that go into an audit entry.</summary>
    private const int MostOfAgent = 200;

    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        AdminCall.Begin(http, ids, clock);
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value == LeakEndpoints.GitHubPath)
        {
            await next(); // the signature over its body is the credential, and it knows nothing of our versions
            return;
        }

        var actor = Authenticate(http);
        // Paths are compared as they are routed by their own spelling only: any other needs a key like everything else.
        var isOpen = HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value == InviteEndpoints.AcceptPath;
        if (actor is null && !isOpen)
        {
            if (!policy.Contact.Answers())
            {
                await AdminResponse.WriteAsync(http, new Problem(ProblemKind.Unavailable, "the store does not answer, so whether this key is known is not known: try again"));
                return;
            }

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
        var (snapshot, now) = (policy.Current, clock.GetUtcNow());
        if (KeyOf(snapshot, token, now) is not { } key || ActorOf(key, snapshot.Access) is not { } actor) return null;
        uses.Find(key.SecretId)?.At(now);
        return actor with { Request = OriginOf(http) };
    }

    /// <summary>Null for unknown, malformed, expired and revoked alike.</summary>
    internal static AdminKey? KeyOf(PolicySnapshot snapshot, ReadOnlySpan<char> token, DateTimeOffset now)
    {
        if (!KeyToken.TryRead(token, out var kind, out var id) || kind != KeyTokenKind.AdminKey) return null;
        var key = snapshot.FindAdmin(id);
        Span<byte> digest = stackalloc byte[32];
        KeyToken.Digest(token, key is null ? snapshot.DecoyPepper : snapshot.Pepper(key.PepperVersion), digest);
        return key is not null && CryptographicOperations.FixedTimeEquals(key.Digest, digest) && key.WorksAt(now) ? key : null;
    }

    internal static RequestOrigin OriginOf(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent is [{ Length: > 0 } text, ..] ? text : null;
        return new RequestOrigin(AdminCall.RequestId(http), http.Connection.RemoteIpAddress?.ToString(), agent is { Length: > MostOfAgent } ? agent[..MostOfAgent] + "…" : agent);
    }

    /// <summary>Null when the key acts as somebody who is not there any more.</summary>
    internal static Actor? ActorOf(AdminKey key, AccessBook access)
    {
        Actor? actor = key.Owner switch
        {
            // Outlives its maker, who is then nobody to answer for what it makes.
            { Type: AdminKeyOwner.OrganizationType } =>
                Actor.With(Actor.AdminKeyType, key.Id.Value, key.Organization, key.Member is { } maker && access.Member(maker.Value) is not null ? maker : null, Held(Rights.All)),
            { Type: AdminKeyOwner.UserType, Id: { } id } when access.Member(id) is { } member =>
                Actor.With(Actor.UserType, id, key.Organization, member.Id, Held(Rights.Of(access.GrantsOfMember(id)))),
            { Type: AdminKeyOwner.ServiceAccountType, Id: { } id } when access.Account(id) is not null =>
                Actor.With(Actor.ServiceAccountType, id, key.Organization, null, Held(Rights.Of(access.GrantsOfAccount(id)))),
            _ => null,
        };
        return actor is null ? null : actor with { Credential = key.Id, Scopes = key.Scopes, EndsAt = key.ExpiresAt };

        Rights Held(Rights rights) => key.Scopes is null ? rights : rights.HeldTo(key.Scopes);
    }
}
