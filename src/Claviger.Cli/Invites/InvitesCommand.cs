using System.CommandLine;
using Claviger.Cli.Groups;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Invites;

/// <summary><c>claviger invites</c></summary>
internal static class InvitesCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("invites", "Offers to join the organization")
    {
        Group = CommandGroup.Organization,
        Remark = "An invite is good for 21 days and for one person: whoever presents its token becomes the member.",
        Subcommands = { List(environment), Create(environment), AcceptInviteCommand.Build(environment), Delete(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List pending, accepted and expired invites")
    {
        Examples = [new("Who has not answered yet", "claviger invites list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var invites = await client.ListAsync<InviteView>("invites", () => new Query());
        if (run.IsJson) return run.PrintJson(invites);
        var table = new ListTable(new Column("EMAIL", MayShrink: true), new Column("ROLE"), new Column("STATUS"), new Column("EXPIRES", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var invite in invites.Value) table.Add(invite.Email, invite.Role, StatusTone.Of(invite.Status), Cell.Faint(run.Times.Of(invite.ExpiresAt)), Cell.Faint(invite.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Create(CliEnvironment environment)
    {
        var email = new Argument<string>("email") { Description = "Address of the person" };
        var role = MembersCommand.Role();
        var groups = new Option<string[]>("--group") { Description = "A group to join at once; may be repeated", HelpName = "group" };
        return new CliCommand("create", "Invite somebody, and print the acceptance token, once")
        {
            Arguments = { email },
            Options = { role, groups },
            Remark = "Hand the token over by a way that reaches only them: it is all the proof there is.",
            Examples = [new("A developer", "claviger invites create grace@example.com --role developer")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var ids = new List<string>();
            foreach (var group in run.Value(groups) ?? []) ids.Add(await GroupFinder.IdAsync(client, group));
            var made = await client.PostAsync<CreatedInviteView>("invites", new CreateInviteRequest(run.Value(email), run.Value(role)!, ids.Count == 0 ? null : ids));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Invited {TerminalText.Safe(made.Value.Email)} as {TerminalText.Safe(made.Value.Role)}, until {run.Times.Full(made.Value.ExpiresAt)}. The acceptance token:");
            run.Note("");
            run.Out.Parts(new Cell("  "), new Cell(made.Value.AcceptanceToken, Tone.Strong));
            run.Note("");
            run.Note("Shown once. They join with:", Tone.Caution);
            run.Note($"  claviger invites accept --url {ShellText.Quote(client.Url)}");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = new Argument<string>("invite") { Description = "Id of a pending invite" };
        return new CliCommand("delete", "Withdraw a pending invite")
        {
            Arguments = { which },
            Examples = [new("Its token is worth nothing from then on", "claviger invites delete invite_01AbCdEfGhIjKlMnOpQrStUv")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedView>($"invites/{Uri.EscapeDataString(run.Value(which))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note("Withdrew the invite.");
            return ExitCode.Ok;
        });
    }
}
