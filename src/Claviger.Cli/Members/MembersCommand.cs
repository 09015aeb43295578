using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Members;

/// <summary><c>claviger members</c></summary>
internal static class MembersCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("members", "People of the organization and their roles")
    {
        Group = CommandGroup.Organization,
        Remark = "A member is named by e-mail address, name or id. People join by an invite: claviger invites create.",
        Subcommands =
        {
            new CliCommand("list", "List the people of the organization")
            {
                Examples = [new("Everyone and their role", "claviger members list")],
            }.Does(environment, ListAsync),
            Update(environment),
            Remove(environment),
        },
    };

    public static Argument<string> Member() => new("member") { Description = "E-mail address, name or id of the member" };

    private static CliCommand Update(CliEnvironment environment)
    {
        var (which, role) = (Member(), Role());
        return new CliCommand("update", "Give a member another organization role")
        {
            Arguments = { which },
            Options = { role },
            Remark = "It counts from the member's next request. The last admin keeps the role.",
            Examples = [new("From now on they may look after money", "claviger members update grace@example.com --role billing")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var changed = await client.PostAsync<UserView>($"users/{await MemberFinder.IdAsync(client, run.Value(which))}", new UpdateUserRequest(run.Value(role)!));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"{TerminalText.Safe(changed.Value.Email)} is {TerminalText.Safe(changed.Value.Role)} now.");
            return ExitCode.Ok;
        });
    }

    /// <summary>For members and invites.</summary>
    public static Option<string> Role()
    {
        var role = new Option<string>("--role") { Description = "user, claude_code_user, developer, billing or admin", HelpName = "role", Required = true };
        role.CompletionSources.Add("user", "claude_code_user", "developer", "billing", "admin");
        return role;
    }

    private static CliCommand Remove(CliEnvironment environment)
    {
        var which = Member();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("remove", "End a membership, with all that acts as the person")
        {
            Arguments = { which },
            Options = { yes },
            Remark = "Their personal admin keys, workspaces, groups, roles and pending invites end at once. API keys of services live on. There is no way back: whoever returns is a new member.",
            Examples = [new("Asks first", "claviger members remove grace@example.com")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await MemberFinder.IdAsync(client, run.Value(which));
            var member = (await client.GetAsync<UserView>($"users/{id}")).Value;
            var name = TerminalText.Safe(member.Email);
            if (!run.Confirm(run.Value(yes), $"Removing {name} ({TerminalText.Safe(member.Role)}) ends their personal admin keys, workspaces, groups, roles and pending invites at once. This can't be undone.", $"Remove {name}?"))
                return ExitCode.Refused;
            var removed = await client.DeleteAsync<DeletedView>($"users/{id}");
            if (run.IsJson) return run.PrintJson(removed);
            run.Note($"Removed {name}. API keys of services that they answered for live on: claviger keys list");
            return ExitCode.Ok;
        });
    }

    private static async Task<int> ListAsync(CliRun run)
    {
        using var client = run.Connect();
        var members = await MemberFinder.ListAsync(client);
        if (run.IsJson) return run.PrintJson(members);
        if (members.Value.Count == 0)
        {
            run.Note("There are no members yet.");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("EMAIL", MayShrink: true), new Column("ROLE"), new Column("ADDED", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var member in members.Value)
            table.Add(member.Name, member.Email, member.Role, Cell.Faint(run.Times.Of(member.AddedAt)), Cell.Faint(member.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    }
}
