namespace Claviger.Demo.Month;

/// <summary>An invented member.</summary>
/// <param name="Role">Of the organization.</param>
/// <param name="Workspaces">Where they work, with their role there.</param>
internal sealed record PlannedPerson(string Name, string Role, int JoinedDaysAgo, params (PlannedWorkspace Workspace, string Role)[] Workspaces)
{
    /// <summary>What the plan calls them, and the part of their address before the @.</summary>
    public string Id { get; } = Name.ToLowerInvariant().Replace(' ', '.');

    public string Email => Id + "@example.com";
}
