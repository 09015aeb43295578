using Claviger.Control.Http;
using Claviger.Control.Roles;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Access;

/// <summary>Says why somebody may do something, or why not. From the same grants that decide, so that it can't tell another story.</summary>
public sealed class ExplainAccess(Database database, TimeProvider clock)
{
    internal Outcome<AccessExplanationView> Run(Actor actor, AdminQuery query)
    {
        var (whom, name, place) = (query.Text("actor_id"), query.Text("permission"), query.Text("workspace_id"));
        if (whom is null) query.Blame("actor_id", "required: a user, a service account or an admin key");
        if (name is null) query.Blame("permission", "required, such as keys.create");
        var permission = name is null ? null : PermissionNames.Find(name);
        if (name is not null && permission is null) query.Blame("permission", $"must be one of {string.Join(", ", PermissionNames.All)}");
        if (query.Finish() is { } fault) return fault;
        var isSelf = whom == actor.Id || whom == actor.Credential?.Value;
        if (!actor.May(Permission.AccessRead) && !isSelf) return Denial.Of(Permission.AccessRead);

        using var reader = database.Read();
        // Of oneself, a place that can't be seen is answered like one that isn't there: no.
        if (place is not null && actor.May(Permission.AccessRead) && WorkspaceStore.Find(reader, actor.Organization, place) is null) return Problem.NotFound("workspace");
        var access = AccessStore.Read(reader, actor);
        if (GrantsOf(reader, access, actor.Organization, whom!) is not { } found) return Problem.NotFound("actor");
        return Explain(found.Who, found.Grants, found.Blocked(permission!.Value), permission.Value, place is null ? null : new WorkspaceId(place));
    }

    private static AccessExplanationView Explain(ActorRef who, IReadOnlyList<AccessGrant> grants, string? blocked, Permission permission, WorkspaceId? place)
    {
        var giving = grants.Where(grant => grant.Permissions.Contains(permission)).ToList();
        var here = giving.Where(grant => grant.HoldsIn(place)).ToList();
        var elsewhere = giving.Where(grant => grant.Workspace is not null && grant.Workspace != place).Select(grant => grant.Workspace!.Value.Value).Distinct().ToList();
        return new AccessExplanationView(
            "access_explanation", who, PermissionNames.Of(permission), place?.Value, here.Count > 0 && blocked is null,
            here.Select(grant => new AccessReasonView(grant.Role, grant.Workspace?.Value, grant.Source, grant.Via)).ToList(),
            here.Count > 0 ? blocked : null, elsewhere,
            RoleViews.BuiltIn.Where(role => role.Permissions.Contains(permission)).Select(role => role.Id).ToList());
    }

    private (ActorRef Who, IReadOnlyList<AccessGrant> Grants, Func<Permission, string?> Blocked)? GrantsOf(Reader reader, AccessBook access, OrganizationId organization, string id)
    {
        if (access.Member(id) is not null) return (new ActorRef(id, Actor.UserType), access.GrantsOfMember(id), _ => null);
        if (access.Account(id) is not null) return (new ActorRef(id, Actor.ServiceAccountType), access.GrantsOfAccount(id), _ => null);
        if (AdminKeyStore.Find(reader, organization, id) is not { } key) return null;
        IReadOnlyList<AccessGrant> grants = key.Owner.Type switch
        {
            AdminKeyOwner.UserType => access.GrantsOfMember(key.Owner.Id!),
            AdminKeyOwner.ServiceAccountType => access.GrantsOfAccount(key.Owner.Id!),
            _ => [new AccessGrant("admin", null, "key", null, BuiltInRoles.All)],
        };
        var works = key.WorksAt(clock.GetUtcNow());
        return (new ActorRef(id, Actor.AdminKeyType), grants, permission =>
            !works ? "the key doesn't work: it is disabled, archived or expired"
            : key.Scopes?.Contains(permission) == false ? "the key's scopes don't name it"
            : null);
    }
}
