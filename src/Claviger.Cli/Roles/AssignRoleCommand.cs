using System.CommandLine;
using Claviger.Cli.Groups;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.ServiceAccounts;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Roles;

/// <summary><c>claviger roles assign | unassign | assignments</c></summary>
internal static class AssignRoleCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = RolesCommand.Which();
        var member = new Option<string>("--member") { Description = "To this member", HelpName = "member" };
        var group = new Option<string>("--group") { Description = "To this group", HelpName = "group" };
        var account = new Option<string>("--service-account") { Description = "To this service account", HelpName = "account" };
        var workspace = new Option<string>("--workspace") { Description = "In this workspace only (default: in the whole organization)", HelpName = "workspace" };
        return new CliCommand("assign", "Give a role to a member, a group or a service account")
        {
            Arguments = { which },
            Options = { member, group, account, workspace },
            Examples =
            [
                new("A custom role, everywhere", "claviger roles assign controller --member grace@example.com"),
                new("A workspace role, to a whole group", "claviger roles assign workspace_developer --group search-team --workspace \"Search staging\""),
            ],
        }.Does(environment, async run =>
        {
            if (new[] { run.Value(member), run.Value(group), run.Value(account) }.Count(given => given is not null) != 1)
                throw new CliException(ExitCode.Usage, "say to whom, once: --member, --group or --service-account");
            using var client = run.Connect();
            var (type, id) = run.Value(member) is { } person ? ("user", await MemberFinder.IdAsync(client, person))
                : run.Value(group) is { } people ? ("group", await GroupFinder.IdAsync(client, people))
                : ("service_account", await ServiceAccountFinder.IdAsync(client, run.Value(account)!));
            var place = run.Value(workspace) is { } where ? await WorkspaceFinder.IdAsync(client, where) : null;
            var made = await client.PostAsync<RoleAssignmentView>("rbac_role_assignments", new AssignRoleRequest(await RoleFinder.IdAsync(client, run.Value(which)), type, id, place));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Assigned {TerminalText.Safe(run.Value(which))} ({TerminalText.Safe(made.Value.Id)}).");
            return ExitCode.Ok;
        });
    }

    public static Command Unassign(CliEnvironment environment)
    {
        var which = new Argument<string>("assignment") { Description = "Id of the assignment, see: claviger roles assignments" };
        return new CliCommand("unassign", "Take an assigned role back")
        {
            Arguments = { which },
            Examples = [new("By the id that assign printed", "claviger roles unassign rbac_assign_01AbCdEfGhIjKlMnOpQrStUv")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedView>($"rbac_role_assignments/{Uri.EscapeDataString(run.Value(which))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note("Took the role back.");
            return ExitCode.Ok;
        });
    }

    public static Command Assignments(CliEnvironment environment) => new CliCommand("assignments", "List who was assigned which role, and where")
    {
        Examples = [new("All of them", "claviger roles assignments")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var assignments = await client.CursorListAsync<RoleAssignmentView>("rbac_role_assignments", () => new Query());
        if (run.IsJson) return run.PrintJson(assignments);
        var table = new ListTable(new Column("ROLE", MayShrink: true), new Column("TO", MayShrink: true), new Column("WHERE", MayShrink: true), new Column("ID"));
        foreach (var item in assignments.Value) table.Add(item.RoleId, $"{item.Principal.Type} {item.Principal.Id}", item.WorkspaceId ?? "everywhere", Cell.Faint(item.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });
}
