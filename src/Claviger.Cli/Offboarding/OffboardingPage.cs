using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.Offboarding;

namespace Claviger.Cli.Offboarding;

/// <summary>One offboarding for a person at a terminal: what ended, what goes on, what is left to do.</summary>
internal static class OffboardingPage
{
    public static int PrintMarkdown(CliRun run, OffboardingView report)
    {
        run.Out.Raw(OffboardingMarkdown.Of(report).TrimEnd('\n'));
        return ExitCode.Ok;
    }

    public static void Print(CliRun run, Screen to, OffboardingView report)
    {
        var user = report.User;
        var when = report.DryRun ? "nothing was changed" : $"refused from {run.Times.Full(report.OffboardedAt)}";
        to.Parts(new Cell(TerminalText.Safe(user.Email), Tone.Strong), new Cell($"  {TerminalText.Safe(user.Role)}, member since {user.AddedAt.UtcDateTime:yyyy-MM-dd}; {when}"));
        to.Line();
        Ended(run, to, report);
        GoesOn(run, to, report);
        Left(to, report);
    }

    private static void Ended(CliRun run, Screen to, OffboardingView report)
    {
        to.Line(report.DryRun ? "WOULD END" : "ENDED", Tone.Strong);
        var table = new ListTable(new Column("WHAT"), new Column("NAME", MayShrink: true), new Column("LAST USED"));
        foreach (var key in report.AdminKeys.Concat(report.OtherAdminKeys.Where(key => key.Ended)))
            table.Add("admin key", key.Name, Use(run, key.LastUsedAt));
        foreach (var key in report.PersonalKeys) table.Add("personal API key", key.Name, Use(run, OffboardingSteps.LastUse(key.Secrets)));
        foreach (var place in report.Workspaces) table.Add("workspace", $"{place.Name} ({place.WorkspaceRole})", "");
        foreach (var group in report.Groups) table.Add("group", group.Name, "");
        foreach (var role in report.Roles) table.Add("role", role.RoleId, "");
        foreach (var invite in report.Invites) table.Add("invite they sent", invite.Email, "");
        foreach (var request in report.IncreaseRequests) table.Add("request for more", request, "");
        table.Add("membership", report.User.Role, "");
        table.Print(to);
        to.Line();
    }

    private static void GoesOn(CliRun run, Screen to, OffboardingView report)
    {
        var others = report.OtherAdminKeys.Where(key => !key.Ended).ToList();
        if (report.ServiceKeys.Count == 0 && others.Count == 0 && report.ServiceKeysHidden == 0) return;
        to.Line("GOES ON", Tone.Strong);
        var table = new ListTable(
            new Column("NAME", MayShrink: true), new Column("WORKSPACE", MayShrink: true, DropsAt: 2), new Column("WHY", MayShrink: true, DropsAt: 3), new Column("LAST USED", DropsAt: 1),
            new Column("OWNER", MayShrink: true), new Column("SECRET THEY KNOW"));
        foreach (var key in report.ServiceKeys)
            table.Add(
                key.Name, key.Workspace, string.Join(", ", key.Because.Select(because => because.Replace('_', ' '))), Use(run, OffboardingSteps.LastUse(key.Secrets)),
                key.NewOwner is { } owner ? new Cell(owner.Email) : key.ProposedOwner is { } proposed ? new Cell($"none; {proposed.Email}?", Tone.Caution) : Cell.Faint("-"),
                !key.KnowsSecret ? Cell.Faint("none") : key.KnownSecretWorksUntil is { } end ? new Cell($"ends {run.Times.Of(end)}") : new Cell("works", Tone.Caution));
        foreach (var key in others) table.Add(key.Name, "admin key", "created", Use(run, key.LastUsedAt), Cell.Faint(key.OwnerId ?? key.OwnerType), new Cell("works", Tone.Caution));
        table.Print(to);
        if (report.ServiceKeysHidden > 0) to.Line($"{report.ServiceKeysHidden} more keys are in workspaces that you can't see into.", Tone.Caution);
        to.Line();
    }

    private static void Left(Screen to, OffboardingView report)
    {
        var steps = OffboardingSteps.Left(report).ToList();
        if (steps.Count == 0)
        {
            to.Line(report.DryRun ? "Nothing would be left to do." : "Nothing is left to do.", Tone.Good);
            return;
        }

        to.Line(report.DryRun ? "WOULD BE LEFT TO DO" : "LEFT TO DO", Tone.Strong);
        foreach (var step in steps)
        {
            to.Line($"  {TerminalText.Safe(step.What)}");
            to.Line($"    {TerminalText.Safe(step.Command)}", Tone.Faint);
        }
    }

    private static Cell Use(CliRun run, DateTimeOffset? last) => last is { } at ? new Cell(run.Times.Of(at)) : Cell.Faint("never");
}
