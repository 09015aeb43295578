using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Secrets;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Control.AdminKeys;

/// <summary>
/// Makes an admin key: of the organization, of a service account, or of oneself. Never one that acts as another person, and never one that
/// may more, or lives longer, than what made it: a key that leaked can't leave a better one behind.
/// </summary>
public sealed class CreateAdminKey(Database database, SnapshotRefresher snapshots, TokenIssuer issuer, TimeProvider clock)
{
    public async Task<Outcome<CreatedAdminKeyView>> RunAsync(Actor actor, CreateAdminKeyRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (AdminKeyViews.InName(request.Name) is { } name) return name;
        if (request.ExpiresAt is { } end && end <= now) return Problem.Invalid("expires_at", "must be in the future");
        if (AdminKeyFaults.InScopes(request.Scopes, out var scopes) is { } unknown) return unknown;
        if (AdminKeyFaults.InOwner(actor, request, out var owner) is { } ownerless) return ownerless;

        using var tx = await database.BeginAdminAsync(ct);
        var needed = owner.Type == AdminKeyOwner.UserType ? Permission.PersonalKeysCreate : Permission.AdminKeysCreate;
        if (!actor.May(needed)) return Denial.Of(tx, actor, AuditKind.AdminKeyCreated, request.Name, needed);
        if (owner.Type == AdminKeyOwner.ServiceAccountType && ServiceAccountStore.Find(tx, actor.Organization, owner.Id!) is not { ArchivedAt: null })
            return Problem.Invalid("owner_id", "no such service account, or an archived one; GET /v1/organizations/service_accounts lists them");
        if (actor.EndsAt is { } latest && (request.ExpiresAt is not { } asked || asked.ToUnixTimeMilliseconds() > latest.ToUnixTimeMilliseconds()))
            return Problem.Invalid("expires_at", $"must not be after the end of the key that makes it, {UtcTimeConverter.Text(latest)}");
        if (BeyondScopes(actor, scopes) is { } wider) return Denial.OfGrant(tx, actor, AuditKind.AdminKeyCreated, request.Name, (wider, null));
        if (LacksFor(actor, owner, scopes) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.AdminKeyCreated, request.Name, lacking);
        if (AdminKeyStore.LiveNameTaken(tx, actor.Organization, owner, request.Name, ""))
            return Problem.Conflict("name", $"'{request.Name}' is the name of another admin key: choose a different one", "key_name_taken");

        var (key, token) = New(actor.Organization, issuer, request.Name, owner, actor.Member, now, request.ExpiresAt, scopes);
        AdminKeyStore.Add(tx, key);
        var change = tx.Commit(actor.Did(AuditKind.AdminKeyCreated, key.Id.Value, DetailOf(key)));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new CreatedAdminKeyView(AdminKeyViews.Of(key, now), token);
    }

    internal static (AdminKey Key, string Token) New(
        OrganizationId organization, TokenIssuer issuer, string name, AdminKeyOwner owner, MemberId? maker, DateTimeOffset now, DateTimeOffset? end, IReadOnlySet<Permission>? scopes)
    {
        var issued = issuer.Issue(KeyTokenKind.AdminKey);
        return (new AdminKey(AdminKeyId.New(), organization, name, maker, issued.Id, issued.Digest, issued.PepperVersion, issued.Hint, KeyStatus.Active, now, end)
        {
            Owner = owner,
            Scopes = scopes,
        }, issued.Token);
    }

    internal static string DetailOf(AdminKey key) => AuditDetail.Of(
        ("name", key.Name), ("owner_type", key.Owner.Type), ("owner_id", key.Owner.Id), ("scopes", key.Scopes is null ? null : AdminKeyViews.NamesOf(key.Scopes)),
        ("expires_at", key.ExpiresAt is { } end ? UtcTimeConverter.Text(end) : null));

    /// <summary>A key with scopes makes only keys with scopes, and none beyond its own: not even for an owner who may more by and by.</summary>
    private static Permission? BeyondScopes(Actor actor, IReadOnlySet<Permission>? scopes)
    {
        if (actor.Scopes is not { } own) return null;
        foreach (var permission in scopes ?? BuiltInRoles.All)
            if (!own.Contains(permission)) return permission;
        return null;
    }

    private (Permission, WorkspaceId?)? LacksFor(Actor actor, AdminKeyOwner owner, IReadOnlySet<Permission>? scopes)
    {
        if (owner.Type == AdminKeyOwner.UserType) return null; // it acts as the actor itself, within the same scopes
        using var reader = database.Read();
        var rights = owner.Type == AdminKeyOwner.OrganizationType ? Rights.All : Rights.Of(AccessStore.Read(reader, actor).GrantsOfAccount(owner.Id!));
        return actor.Lacks(scopes is null ? rights : rights.HeldTo(scopes));
    }
}
