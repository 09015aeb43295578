using Claviger.Control.Members;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Claviger.Storage.Roles;

namespace Claviger.Control.Roles;

/// <summary>Roles with what they give and who has them, for people.</summary>
public sealed class ReadRoles(Database database, PolicyHolder policy)
{
    public const int Rows = 50;

    /// <summary>Built-in ones first, then custom ones by name.</summary>
    public Outcome<RoleBook> Run(Actor actor)
    {
        if (!actor.May(Permission.RolesRead)) return Denial.Of(Permission.RolesRead);
        using var reader = database.Read();
        var since = OrganizationStore.Find(reader, actor.Organization)!.CreatedAt;
        return new RoleBook(
        [
            .. RoleViews.BuiltIn.Select(role => new RoleWithPermissions(RoleViews.OfBuiltIn(role.Id, role.Scope, since), role.Permissions)),
            .. RoleStore.All(reader, actor.Organization).OrderBy(role => role.Name, StringComparer.OrdinalIgnoreCase).Select(role => new RoleWithPermissions(RoleViews.Of(role), role.Permissions)),
        ]);
    }

    /// <summary>One of them, with a page of those it was assigned to.</summary>
    /// <param name="after">Id of the last assignment before; null: from the first.</param>
    public Outcome<RoleDetail> Get(Actor actor, string id, string? after)
    {
        var (book, problem) = Run(actor);
        if (book is null) return problem!;
        if (book.Roles.FirstOrDefault(role => role.View.Id == id) is not { } found) return RoleViews.NotFound;
        if (!actor.May(Permission.RoleAssignmentsRead)) return new RoleDetail(found, null, null);
        using var reader = database.Read();
        var read = RoleAssignmentStore.OfRole(reader, actor.Organization, id, after, Rows + 1);
        var taken = read.Take(Rows).ToList();
        return new RoleDetail(found, [.. new AssignmentNames(reader, policy.Current).Of(taken)], read.Count > Rows ? taken[^1].Id.Value : null);
    }
}
