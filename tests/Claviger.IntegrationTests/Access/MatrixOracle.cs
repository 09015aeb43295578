namespace Claviger.IntegrationTests.Access;

/// <summary>
/// What each kind of actor may do, written by hand and apart from the program: names in plain text, no look at its tables.
/// </summary>
internal static class MatrixOracle
{
    private const string DeveloperHere = "workspaces.read keys.read keys.create keys.update keys.rotate keys.revoke usage.read limits.read rates.read";
    private const string AdminHere = DeveloperHere + " workspaces.update workspace_members.read workspace_members.update members.read rotation.update";
    private const string RestrictedHere = "workspaces.read keys.read keys.create keys.update keys.rotate keys.revoke";
    private const string Everyone = "organization.read personal_keys.create limits.request";
    private const string OfBilling = Everyone + " workspaces.read usage.read limits.read rates.read ledger.read alerts.read";

    /// <summary>Known actors: rights in the organization, in the workspaces Own and Archived, and in the default workspace. Others are strangers.</summary>
    private static readonly Dictionary<string, (string Organization, string Own, string Default)> Known = new()
    {
        ["organization_key"] = ("*", "", ""),
        ["scoped_key"] = ("keys.read workspaces.read", "", ""),
        ["user"] = (Everyone, "", "workspaces.read"),
        ["claude_code_user"] = (Everyone, "", "workspaces.read"),
        ["developer"] = (Everyone + " rates.read", "", DeveloperHere),
        ["billing"] = (OfBilling, "", ""),
        ["admin"] = ("*", "", ""),
        ["workspace_user"] = (Everyone, "workspaces.read", "workspaces.read"),
        ["workspace_restricted_developer"] = (Everyone, RestrictedHere, "workspaces.read"),
        ["workspace_developer"] = (Everyone, DeveloperHere, "workspaces.read"),
        ["workspace_admin"] = (Everyone, AdminHere, "workspaces.read"),
        ["service_account"] = (Everyone + " rates.read", DeveloperHere, "workspaces.read"),
        ["group_member"] = (Everyone, "limits.read limits.update rates.read rates.update workspaces.archive", "workspaces.read"),
        ["member_of_role"] = (Everyone + " members.read admin_keys.read groups.read", "", "workspaces.read"),
        ["narrowed_personal_key"] = ("", "keys.read", ""),
    };

    public static bool IsKnown(string actor) => Known.ContainsKey(actor);

    public static bool InOrganization(string actor, string permission) => Has(Known[actor].Organization, permission);

    public static bool Anywhere(string actor, string permission) =>
        Has(Known[actor].Organization, permission) || Has(Known[actor].Own, permission) || Has(Known[actor].Default, permission);

    /// <summary>In a workspace of that relation.</summary>
    public static bool In(string actor, string permission, Relation relation) =>
        Has(Known[actor].Organization, permission) || relation is Relation.Own or Relation.Archived && Has(Known[actor].Own, permission);

    /// <summary>The status that a cell must have; 200 stands for "went through authorization".</summary>
    public static int Expect(MatrixRoute route, string actor, Relation relation)
    {
        if (!IsKnown(actor)) return 401;
        if (route.Level == Level.Open) return 401; // whoever calls: the token in the body is what counts, and it is a wrong one
        if (route.Level == Level.Organization && !InOrganization(actor, route.Permission) && !OrOwn(route, actor)) return 403;
        if (route.Level != Level.Organization && !Anywhere(actor, route.Permission) && !OrOwn(route, actor)) return 403;
        if (relation is Relation.Missing or Relation.Foreign) return route.Hidden;
        if (route.Level != Level.Workspace || relation == Relation.None) return MayReachTheirs(route, actor) ? 200 : route.Target is null || route.ToSee is not null && InOrganization(actor, route.ToSee) ? 403 : route.Hidden;
        if (In(actor, route.Permission, relation)) return 200;
        return route.ToSee is not null && In(actor, route.ToSee, relation) ? 403 : route.Hidden;
    }

    private static bool OrOwn(MatrixRoute route, string actor) => route.Or is not null && InOrganization(actor, route.Or);

    /// <summary>Admin keys are others' here: who keeps own ones only doesn't see them, and who may see but not change them is told so.</summary>
    private static bool MayReachTheirs(MatrixRoute route, string actor) => route.Or is null || route.IsList || InOrganization(actor, route.Permission);

    private static bool Has(string rights, string permission) => rights == "*" || rights.Split(' ').Contains(permission);
}
