namespace Claviger.Core.OrganizationFiles;

/// <summary>Kinds of things, in the order in which they are made; they end in the opposite one.</summary>
public enum PlannedNoun
{
    Organization = 0,
    Tier = 1,
    Environment = 2,
    Role = 3,
    Member = 4,
    Group = 5,
    GroupMember = 6,
    ServiceAccount = 7,
    Workspace = 8,
    WorkspaceMember = 9,
    ServiceAccountWorkspace = 10,
    RoleAssignment = 11,
    Key = 12,
    SpendLimit = 13,
    ChecklistSettings = 14,
    Waiver = 15,
}
