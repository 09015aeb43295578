using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Claviger.Storage.Roles;

namespace Claviger.Control.Roles;

/// <summary>Built-in roles first, then custom ones in order of creation.</summary>
public sealed class ListRoles(Database database)
{
    internal Outcome<MorePage<RoleView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "rbac_roles");
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.RolesRead)) return Denial.Of(Permission.RolesRead);
        using var reader = database.Read();
        var since = Since(reader, actor);
        return MorePage<RoleView>.Of(paging.Cut<RoleView>(
            [.. RoleViews.BuiltIn.Select(role => RoleViews.OfBuiltIn(role.Id, role.Scope, since)), .. RoleStore.All(reader, actor.Organization).Select(RoleViews.Of)]));
    }

    internal Outcome<RoleView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.RolesRead)) return Denial.Of(Permission.RolesRead);
        using var reader = database.Read();
        foreach (var role in RoleViews.BuiltIn)
            if (role.Id == id) return RoleViews.OfBuiltIn(id, role.Scope, Since(reader, actor));
        return RoleStore.Find(reader, actor.Organization, id) is { } custom ? RoleViews.Of(custom) : RoleViews.NotFound;
    }

    internal Outcome<MorePage<RolePermissionView>> Permissions(Actor actor, string id, AdminQuery query)
    {
        var paging = CursorPaging.ReadWhole(query, "rbac_role_permissions", id);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.RolesRead)) return Denial.Of(Permission.RolesRead);
        using var reader = database.Read();
        var permissions = RoleViews.BuiltIn.FirstOrDefault(role => role.Id == id).Permissions ?? RoleStore.Find(reader, actor.Organization, id)?.Permissions;
        if (permissions is null) return RoleViews.NotFound;
        var resource = new PermissionResourceView("organization", actor.Organization.Value);
        return MorePage<RolePermissionView>.Of(paging.Cut(
            permissions.Select(PermissionNames.Of).Order(StringComparer.Ordinal).Select(name => new RolePermissionView("rbac_role_permission", name, resource)).ToList()));
    }

    private static DateTimeOffset Since(Reader reader, Actor actor) => OrganizationStore.Find(reader, actor.Organization)!.CreatedAt;
}
