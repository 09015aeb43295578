using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Members;

/// <summary><c>claviger workspaces members</c></summary>
internal static class WorkspaceMembersCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("members", "Who is in a workspace, and with which role")
    {
        Remark = "Admins of the organization are workspace_admin everywhere, billing members workspace_billing; that can't be changed in one workspace.",
        Subcommands = { List(environment), Put(environment, isNew: true), Put(environment, isNew: false), Remove(environment) },
    };

    private static CliCommand List(CliEnvironment environment)
    {
        var which = WorkspacesCommand.Workspace();
        return new CliCommand("list", "List who is in a workspace")
        {
            Arguments = { which },
            Examples = [new("By name", "claviger workspaces members list Production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await WorkspaceFinder.IdAsync(client, run.Value(which));
            var members = await client.ListAsync<WorkspaceMemberView>($"workspaces/{id}/members", () => new Query());
            if (run.IsJson) return run.PrintJson(members);
            var names = await MemberFinder.NamesAsync(client);
            var table = new ListTable(new Column("MEMBER", MayShrink: true), new Column("ROLE"), new Column("ID", DropsAt: 1));
            foreach (var member in members.Value) table.Add(names.GetValueOrDefault(member.UserId) ?? member.UserId, member.WorkspaceRole, Cell.Faint(member.UserId));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static CliCommand Put(CliEnvironment environment, bool isNew)
    {
        var (which, member) = (WorkspacesCommand.Workspace(), MembersCommand.Member());
        var role = new Option<string>("--role") { Description = "workspace_user, workspace_restricted_developer, workspace_developer or workspace_admin", HelpName = "role", Required = true };
        role.CompletionSources.Add("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin");
        var verb = isNew ? "add" : "update";
        return new CliCommand(verb, isNew ? "Add somebody to a workspace" : "Give somebody another role in a workspace")
        {
            Arguments = { which, member },
            Options = { role },
            Examples = [new(isNew ? "They may make keys there" : "They may staff it from now on", $"claviger workspaces members {verb} Production grace@example.com --role {(isNew ? "workspace_developer" : "workspace_admin")}")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (id, user) = (await WorkspaceFinder.IdAsync(client, run.Value(which)), await MemberFinder.IdAsync(client, run.Value(member)));
            var made = isNew
                ? await client.PostAsync<WorkspaceMemberView>($"workspaces/{id}/members", new AddWorkspaceMemberRequest(user, run.Value(role)!))
                : await client.PostAsync<WorkspaceMemberView>($"workspaces/{id}/members/{user}", new UpdateWorkspaceMemberRequest(run.Value(role)!));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"{TerminalText.Safe(run.Value(member))} is {TerminalText.Safe(made.Value.WorkspaceRole)} in {TerminalText.Safe(run.Value(which))} now.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Remove(CliEnvironment environment)
    {
        var (which, member) = (WorkspacesCommand.Workspace(), MembersCommand.Member());
        return new CliCommand("remove", "Take somebody out of a workspace")
        {
            Arguments = { which, member },
            Remark = "Keys that they made there live on. Undo it with: claviger workspaces members add",
            Examples = [new("They see nothing of it any more", "claviger workspaces members remove Production grace@example.com")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (id, user) = (await WorkspaceFinder.IdAsync(client, run.Value(which)), await MemberFinder.IdAsync(client, run.Value(member)));
            var removed = await client.DeleteAsync<DeletedWorkspaceMemberView>($"workspaces/{id}/members/{user}");
            if (run.IsJson) return run.PrintJson(removed);
            run.Note($"{TerminalText.Safe(run.Value(member))} is out of {TerminalText.Safe(run.Value(which))}.");
            return ExitCode.Ok;
        });
    }
}
