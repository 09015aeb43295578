using System.CommandLine;
using Claviger.Cli.Output;

namespace Claviger.Cli.Members;

/// <summary><c>claviger members</c></summary>
internal static class MembersCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("members", "People of the organization and their roles")
    {
        Group = CommandGroup.Organization,
        Subcommands =
        {
            new CliCommand("list", "List the people of the organization")
            {
                Examples = [new("Everyone and their role", "claviger members list")],
            }.Does(environment, ListAsync),
        },
    };

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
