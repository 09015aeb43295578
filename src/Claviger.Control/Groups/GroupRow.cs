using Claviger.Control.Members;
using Claviger.Core.Contracts;

namespace Claviger.Control.Groups;

/// <param name="Roles">What it gives its members, in the organization and in workspaces.</param>
public sealed record GroupRow(GroupView Group, int Members, IReadOnlyList<NamedAssignment> Roles);

/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record GroupRows(IReadOnlyList<GroupRow> Rows, string? Next);

public sealed record GroupPerson(UserView User, DateTimeOffset Since);

/// <param name="Next">Of its members.</param>
public sealed record GroupDetail(GroupRow Row, IReadOnlyList<GroupPerson> People, string? Next);
