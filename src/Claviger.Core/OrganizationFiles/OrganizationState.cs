namespace Claviger.Core.OrganizationFiles;

/// <summary>An organization as it is, in the words of a file, with the ids of what is there.</summary>
public sealed record OrganizationState
{
    /// <summary>Every section, every field.</summary>
    public required OrganizationFile File { get; init; }

    public IReadOnlyDictionary<string, string> Workspaces { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>By folded address.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();

    /// <summary>Of people who are invited and have not joined: address to role and id of the invite.</summary>
    public IReadOnlyDictionary<string, (string Role, string Id)> Invites { get; init; } = new Dictionary<string, (string, string)>();

    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> ServiceAccounts { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Upstreams { get; init; } = new Dictionary<string, string>();

    /// <summary>By scope, its name and period, as <see cref="LimitKey"/> writes it.</summary>
    public IReadOnlyDictionary<string, string> SpendLimits { get; init; } = new Dictionary<string, string>();

    /// <summary>By group and grant, as <see cref="GrantKey"/> writes it.</summary>
    public IReadOnlyDictionary<string, string> RoleAssignments { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Waivers { get; init; } = new Dictionary<string, string>();

    public static string LimitKey(string scope, string name, string period) => $"{scope}|{name}|{period}";

    public static string GrantKey(string group, GrantSpec grant) => $"{group}|{grant.Role}|{grant.Workspace}";
}
