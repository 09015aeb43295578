using Claviger.Control.AdminKeys;
using Claviger.Control.Environments;
using Claviger.Control.Groups;
using Claviger.Control.Invites;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Workspaces;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Demo.Month;

/// <summary>Workspaces, people, machines, and what joins them.</summary>
internal static class FoundingActs
{
    private const string Amara = "amara.osei", Jonas = "jonas.lindqvist";

    private static readonly (string Name, string Description, int DaysAgo, string[] Members)[] Groups =
    [
        ("Platform engineers", "Run what the products run on", 120, ["tomasz.wolski", "diego.fuentes", "ravi.menon"]),
        ("Data scientists", "Data Platform and its models", 110, ["leila.haddad", "marcus.bell"]),
        ("Security", "Reads the audit log, reviews it every month", 66, ["elena.petrova"]),
    ];

    public static void Write(MonthDiary diary, MonthWorld world)
    {
        diary.On(MonthPlan.InstalledDaysAgo - 1, 8, async () =>
        {
            foreach (var place in PlannedWorkspace.All)
                world.Made(place, MonthWorld.Done(await world.Service<CreateWorkspace>().RunAsync(
                    world.As(MonthWorld.FirstAdministrator), new CreateWorkspaceRequest(place.Name, place.Environment, place.Color, Tier: place.Tier), world.Ct)).Id);
        });
        foreach (var person in MonthPlan.People) diary.On(person.JoinedDaysAgo, 9, () => JoinAsync(world, person));
        foreach (var group in Groups) diary.On(group.DaysAgo, 14, () => GroupAsync(world, group.Name, group.Description, group.Members));
        diary.On(65, 10, () => AuditorAsync(world));
        diary.On(80, 11, () => AccountAsync(world, "ci-deployer", "Reviews pull requests", "developer", PlannedWorkspace.ClaudeCode));
        diary.On(26, 11, () => AccountAsync(world, "terraform", "Keeps workspaces as the infrastructure repository says", "admin", null));
        diary.On(3, 13, async () => MonthWorld.Done(await world.Service<CreateInvite>().RunAsync(world.As(Jonas), new CreateInviteRequest("samira.khan@example.com", "developer"), world.Ct)));
        // Not everybody may do everything: a denied act is an entry too.
        diary.On(11, 15, () => world.Service<CreateWorkspace>().RunAsync(world.As("chloe.martin"), new CreateWorkspaceRequest("My experiments", "development"), world.Ct));
        foreach (var (environment, network, daysAgo) in new[] { ("production", "10.20.0.0/16", 27), ("staging", "10.30.0.0/16", 27), ("development", "10.40.0.0/16", 26) })
            diary.On(daysAgo, 16, async () => MonthWorld.Done(await world.Service<SetEnvironment>().RunAsync(world.As(Jonas), environment, new SetEnvironmentRequest([network]), world.Ct)));
    }

    private static async Task JoinAsync(MonthWorld world, PlannedPerson person)
    {
        var by = person.Role == "admin" ? MonthWorld.FirstAdministrator : Amara;
        var invite = MonthWorld.Done(await world.Service<CreateInvite>().RunAsync(world.As(by), new CreateInviteRequest(person.Email, person.Role), world.Ct));
        var accepted = MonthWorld.Done(await world.Service<AcceptInvite>().RunAsync(new AcceptInviteRequest(invite.AcceptanceToken, person.Name), world.Ct));
        world.Joined(person.Id, accepted.User.Id);
        foreach (var (place, role) in person.Workspaces)
            MonthWorld.Done(await world.Service<SetWorkspaceMember>().AddAsync(world.As(Amara), world.Workspace(place), new AddWorkspaceMemberRequest(accepted.User.Id, role), world.Ct));
        // They sign in at the console: a key that nobody uses is better gone.
        MonthWorld.Done(await world.Service<UpdateAdminKey>().RunAsync(world.As(person.Id), accepted.AdminKey.Id, new UpdateAdminKeyRequest(Status: "archived"), world.Ct));
    }

    private static async Task GroupAsync(MonthWorld world, string name, string description, string[] members)
    {
        var group = MonthWorld.Done(await world.Service<EditGroup>().CreateAsync(world.As(Amara), new CreateGroupRequest(name, description), world.Ct));
        world.Joined(name, group.Id);
        foreach (var member in members)
            MonthWorld.Done(await world.Service<EditGroupMembers>().AddAsync(world.As(Amara), group.Id, new AddGroupMemberRequest(world.Person(member)), world.Ct));
    }

    private static async Task AuditorAsync(MonthWorld world)
    {
        Permission[] may = [Permission.AuditRead, Permission.AuditExport, Permission.AuditReview, Permission.ChecklistRead, Permission.MembersRead, Permission.KeysRead, Permission.AlertsRead];
        var role = MonthWorld.Done(await world.Service<EditRole>().CreateAsync(world.As(Amara), new CreateRoleRequest("Auditor", [.. may.Select(PermissionNames.Of)], "Reads everything, changes nothing"), world.Ct));
        MonthWorld.Done(await world.Service<AssignRole>().RunAsync(world.As(Amara), new AssignRoleRequest(role.Id, "group", world.Person("Security")), world.Ct));
    }

    private static async Task AccountAsync(MonthWorld world, string name, string description, string role, PlannedWorkspace? place)
    {
        var account = MonthWorld.Done(await world.Service<CreateServiceAccount>().RunAsync(world.As(Jonas), new CreateServiceAccountRequest(name, description, role), world.Ct));
        world.Joined(name, account.Id);
        if (place is not null) MonthWorld.Done(await world.Service<SetServiceAccountWorkspace>().PutAsync(world.As(Jonas), account.Id, world.Workspace(place), "workspace_developer", world.Ct));
        if (role == "admin") MonthWorld.Done(await world.Service<CreateAdminKey>().RunAsync(world.As(Jonas), new CreateAdminKeyRequest("terraform-apply", "service_account", account.Id), world.Ct));
    }
}
