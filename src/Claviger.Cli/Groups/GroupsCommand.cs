using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Groups;

/// <summary><c>claviger groups</c></summary>
internal static class GroupsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("groups", "People who get the same roles")
    {
        Group = CommandGroup.Organization,
        Remark = "A group gives nothing until a role is assigned to it: claviger roles assign.",
        Subcommands = { List(environment), Create(environment), Delete(environment), Members(environment), Change(environment, isAdd: true), Change(environment, isAdd: false) },
    };

    public static Argument<string> Which() => new("group") { Description = "Name or id of the group" };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List groups")
    {
        Examples = [new("With the roles they have everywhere", "claviger groups list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var groups = await GroupFinder.ListAsync(client);
        if (run.IsJson) return run.PrintJson(groups);
        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("ROLES", MayShrink: true), new Column("CREATED", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var group in groups.Value)
            table.Add(group.Name, group.RoleIds.Count == 0 ? "-" : string.Join(',', group.RoleIds), Cell.Faint(run.Times.Of(group.CreatedAt)), Cell.Faint(group.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new group" };
        var description = new Option<string>("--description") { Description = "Who is in it and why", HelpName = "text" };
        return new CliCommand("create", "Make a group")
        {
            Arguments = { name },
            Options = { description },
            Examples = [new("For everybody of one team", "claviger groups create search-team")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var made = await client.PostAsync<GroupView>("rbac_groups", new CreateGroupRequest(run.Value(name), run.Value(description)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Created group {TerminalText.Safe(made.Value.Name)} ({TerminalText.Safe(made.Value.Id)}).");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = Which();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("delete", "Delete a group: its members lose what it gave them")
        {
            Arguments = { which },
            Options = { yes },
            Examples = [new("Asks first", "claviger groups delete search-team")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await GroupFinder.IdAsync(client, run.Value(which));
            var name = TerminalText.Safe(run.Value(which));
            if (!run.Confirm(run.Value(yes), $"Deleting group {name} takes its roles from all its members at once. This can't be undone.", $"Delete {name}?")) return ExitCode.Refused;
            var deleted = await client.DeleteAsync<DeletedView>($"rbac_groups/{id}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted group {name}.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Members(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("members", "List who is in a group")
        {
            Arguments = { which },
            Examples = [new("By name", "claviger groups members search-team")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await GroupFinder.IdAsync(client, run.Value(which));
            var members = await client.CursorListAsync<GroupMemberView>($"rbac_groups/{id}/members", () => new Query());
            if (run.IsJson) return run.PrintJson(members);
            var names = await MemberFinder.NamesAsync(client);
            var table = new ListTable(new Column("MEMBER", MayShrink: true), new Column("ADDED", DropsAt: 2), new Column("ID", DropsAt: 1));
            foreach (var member in members.Value) table.Add(names.GetValueOrDefault(member.UserId) ?? member.Email, Cell.Faint(run.Times.Of(member.CreatedAt)), Cell.Faint(member.UserId));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static CliCommand Change(CliEnvironment environment, bool isAdd)
    {
        var (which, member) = (Which(), MembersCommand.Member());
        var verb = isAdd ? "add" : "remove";
        return new CliCommand(verb, isAdd ? "Put somebody into a group" : "Take somebody out of a group")
        {
            Arguments = { which, member },
            Examples = [new(isAdd ? "They get all its roles" : "They lose what it gave them", $"claviger groups {verb} search-team grace@example.com")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (group, user) = (await GroupFinder.IdAsync(client, run.Value(which)), await MemberFinder.IdAsync(client, run.Value(member)));
            if (isAdd)
            {
                var added = await client.PostAsync<GroupMemberView>($"rbac_groups/{group}/members", new AddGroupMemberRequest(user));
                if (run.IsJson) return run.PrintJson(added);
            }
            else
            {
                var removed = await client.DeleteAsync<DeletedGroupMemberView>($"rbac_groups/{group}/members/{user}");
                if (run.IsJson) return run.PrintJson(removed);
            }

            run.Note($"{TerminalText.Safe(run.Value(member))} is {(isAdd ? "in" : "out of")} {TerminalText.Safe(run.Value(which))} now.");
            return ExitCode.Ok;
        });
    }
}
