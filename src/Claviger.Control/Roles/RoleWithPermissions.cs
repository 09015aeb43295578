using Claviger.Control.Members;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.Roles;

public sealed record RoleWithPermissions(RoleView View, IReadOnlySet<Permission> Permissions)
{
    public bool IsCustom => View.Source.Type == "custom";
}

/// <param name="Roles">Built-in ones first, then custom ones by name.</param>
public sealed record RoleBook(IReadOnlyList<RoleWithPermissions> Roles);

/// <param name="Assignments">Null: the viewer may not see them.</param>
/// <param name="Next">Of the assignments; null: this is the last page.</param>
public sealed record RoleDetail(RoleWithPermissions Role, IReadOnlyList<NamedAssignment>? Assignments, string? Next);
