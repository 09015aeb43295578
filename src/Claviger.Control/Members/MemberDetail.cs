using Claviger.Core.Contracts;

namespace Claviger.Control.Members;

/// <summary>One member and what they are in. A list that the viewer may not see is null.</summary>
public sealed record MemberDetail(
    MemberRow Row, IReadOnlyList<MemberPlace>? Places, IReadOnlyList<GroupView>? Groups, IReadOnlyList<NamedAssignment>? Assignments);

/// <param name="Role">Of the explicit membership.</param>
public sealed record MemberPlace(string WorkspaceId, string Name, string? Environment, string Role);

/// <summary>An assigned role with the names that people know.</summary>
/// <param name="Workspace">Null: in the whole organization.</param>
public sealed record NamedAssignment(RoleAssignmentView View, string Role, string Principal, string? Workspace);
