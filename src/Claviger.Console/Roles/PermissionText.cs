using Claviger.Core.Access;

namespace Claviger.Console.Roles;

/// <summary>Permissions in words, and gathered by what they are about.</summary>
internal static class PermissionText
{
    /// <summary>In the order in which people look for them.</summary>
    private static readonly (string Noun, string Title)[] Nouns =
    [
        ("workspaces", "Workspaces"),
        ("workspace_members", "Members of workspaces"),
        ("keys", "API keys"),
        ("rotation", "Rotation"),
        ("secret_sinks", "Secret sinks"),
        ("members", "Members"),
        ("invites", "Invites"),
        ("groups", "Groups"),
        ("roles", "Custom roles"),
        ("role_assignments", "Assigned roles"),
        ("access", "Explaining access"),
        ("service_accounts", "Service accounts"),
        ("admin_keys", "Admin keys"),
        ("personal_keys", "Personal admin keys"),
        ("usage", "Usage, cost and request log"),
        ("limits", "Spend limits"),
        ("rates", "Tiers and rate limits"),
        ("ledger", "Ledger"),
        ("audit", "Audit log"),
        ("checklist", "Checklist"),
        ("alerts", "Alerts"),
        ("organization", "Organization"),
        ("organization_file", "Organization as a file"),
        ("upstreams", "Upstreams"),
        ("deployment", "Server"),
    ];

    /// <summary>Within a noun, reading comes first. A noun without a title goes last.</summary>
    public static readonly IReadOnlyList<(string Title, IReadOnlyList<Permission> Permissions)> Groups =
        [.. PermissionNames.All.GroupBy(NounOf).OrderBy(group => Array.FindIndex(Nouns, noun => noun.Noun == group.Key) is >= 0 and var at ? at : int.MaxValue)
            .Select(group => (Title(group.Key), (IReadOnlyList<Permission>)[.. group.OrderBy(Verb).ThenBy(name => name, StringComparer.Ordinal).Select(name => PermissionNames.Find(name)!.Value)]))];

    /// <summary>As a line of its own.</summary>
    public static string Line(Permission permission)
    {
        var words = Words(permission);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string NounOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    private static int Verb(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] switch { "read" => 0, "create" => 1, "update" => 2, _ => 3 };

    private static string Title(string noun) => Array.Find(Nouns, item => item.Noun == noun).Title ?? noun;

    private static string Words(Permission permission) => permission switch
    {
        Permission.OrganizationRead => "see the organization's name and settings",
        Permission.OrganizationUpdate => "change the organization's settings",
        Permission.OrganizationFileRead => "export and plan the organization as a file",
        Permission.OrganizationFileApply => "apply the organization's file",
        Permission.WorkspacesRead => "see workspaces",
        Permission.WorkspacesCreate => "create workspaces",
        Permission.WorkspacesUpdate => "change a workspace's rules",
        Permission.WorkspacesArchive => "archive workspaces",
        Permission.KeysRead => "see API keys",
        Permission.KeysCreate => "create API keys",
        Permission.KeysUpdate => "change, disable and hand over API keys",
        Permission.KeysRevoke => "revoke API keys",
        Permission.KeysRotate => "rotate API keys",
        Permission.MembersRead => "see members",
        Permission.MembersUpdate => "change organization roles",
        Permission.MembersDelete => "offboard members",
        Permission.InvitesRead => "see invites",
        Permission.InvitesCreate => "invite people",
        Permission.InvitesDelete => "withdraw invites",
        Permission.WorkspaceMembersRead => "see who is in a workspace",
        Permission.WorkspaceMembersUpdate => "say who is in a workspace, and with which role",
        Permission.GroupsRead => "see groups",
        Permission.GroupsUpdate => "make groups and say who is in them",
        Permission.RolesRead => "see roles",
        Permission.RolesUpdate => "make and change custom roles",
        Permission.RoleAssignmentsRead => "see who has which role",
        Permission.RoleAssignmentsUpdate => "assign roles",
        Permission.AccessRead => "ask why somebody may do something",
        Permission.AdminKeysRead => "see admin keys",
        Permission.AdminKeysCreate => "create admin keys",
        Permission.AdminKeysUpdate => "change and end admin keys",
        Permission.PersonalKeysCreate => "keep personal admin keys",
        Permission.ServiceAccountsRead => "see service accounts",
        Permission.ServiceAccountsCreate => "create service accounts",
        Permission.ServiceAccountsUpdate => "change service accounts",
        Permission.ServiceAccountsArchive => "archive service accounts",
        Permission.UsageRead => "see usage, cost and the request log",
        Permission.LimitsRead => "see spend limits",
        Permission.LimitsUpdate => "set spend limits and answer requests for more",
        Permission.LimitsRequest => "ask for a higher limit",
        Permission.LedgerRead => "see what is unresolved in the books",
        Permission.LedgerResolve => "resolve what is unresolved",
        Permission.RatesRead => "see tiers and rate limits",
        Permission.RatesUpdate => "set tiers and rate limits",
        Permission.AuditRead => "read the audit log and offboarding reports",
        Permission.AuditExport => "export the audit log",
        Permission.AuditReview => "record a review of the logs",
        Permission.AlertsRead => "see alerts",
        Permission.AlertsManage => "set alerts and where they are told",
        Permission.ChecklistRead => "see the checklist",
        Permission.ChecklistUpdate => "waive and fix findings of the checklist",
        Permission.RotationUpdate => "set rotation policies",
        Permission.SecretSinksRead => "see where new secrets are delivered",
        Permission.SecretSinksUpdate => "set where new secrets are delivered",
        Permission.UpstreamsRead => "see upstreams",
        Permission.UpstreamsUpdate => "set upstreams and their credentials",
        Permission.DeploymentRead => "see how the server does",
        _ => PermissionNames.Of(permission),
    };
}
