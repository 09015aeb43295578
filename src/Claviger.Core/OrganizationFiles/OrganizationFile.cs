namespace Claviger.Core.OrganizationFiles;

/// <summary>
/// An organization as a file says it should be. Names are identity. A section that isn't there is not managed: what it would hold is left
/// alone. A field that isn't there is left as it is.
/// </summary>
public sealed record OrganizationFile
{
    public const int Version = 1;

    public OrganizationSpec? Organization { get; init; }
    public IReadOnlyDictionary<string, EnvironmentSpec>? Environments { get; init; }

    /// <summary>The organization's own, and those that ship with its figures over them.</summary>
    public IReadOnlyDictionary<string, TierSpec>? Tiers { get; init; }

    public IReadOnlyDictionary<string, RoleSpec>? Roles { get; init; }
    public IReadOnlyDictionary<string, MemberSpec>? Members { get; init; }
    public IReadOnlyDictionary<string, GroupSpec>? Groups { get; init; }
    public IReadOnlyDictionary<string, ServiceAccountSpec>? ServiceAccounts { get; init; }
    public IReadOnlyDictionary<string, WorkspaceSpec>? Workspaces { get; init; }
    public ChecklistSpec? Checklist { get; init; }
}
