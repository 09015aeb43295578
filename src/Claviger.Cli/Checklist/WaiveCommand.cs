using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist waive</c>, <c>waivers</c> and <c>end-waiver</c>.</summary>
internal static class WaiveCommand
{
    public static CliCommand Waive(CliEnvironment environment)
    {
        var control = ShowControlCommand.Control();
        var subject = new Option<string>("--subject") { Description = "Only this thing, by the id in the evidence; left out: all that the control finds", HelpName = "id" };
        var reason = new Option<string>("--reason") { Description = "Why this may stay as it is", HelpName = "text", Required = true };
        var until = new Option<string>("--until") { Description = "When it counts again: a date, or 90d; within a year", HelpName = "when", Required = true };
        var owner = new Option<string>("--owner") { Description = "Who answers for it: e-mail, name or id of a member (default: you)", HelpName = "member" };
        return new CliCommand("waive", "Leave a finding as it is until a date; somebody answers for it")
        {
            Arguments = { control },
            Options = { subject, reason, until, owner },
            Examples = [new("One key, until the migration is done", "claviger checklist waive secrets-rotated --subject apikey_01… --until 30d --reason \"moves to the new cluster in December\" --owner grace@example.com")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var waiver = await client.PostAsync<WaiverView>("checklist/waivers", new CreateWaiverRequest(
                run.Value(control), run.Value(reason)!, Moment.Future(until.Name, run.Value(until)!, run.Environment.Time.GetUtcNow()), run.Value(subject),
                run.Value(owner) is { } name ? await MemberFinder.IdAsync(client, name) : null));
            if (run.IsJson) return run.PrintJson(waiver);
            run.Note($"Waived until {waiver.Value.EndsAt:yyyy-MM-dd}: {waiver.Value.Id}. To let it count again: claviger checklist end-waiver {waiver.Value.Id}");
            return ExitCode.Ok;
        });
    }

    public static CliCommand List(CliEnvironment environment) => new CliCommand("waivers", "List what is waived, by whom and until when")
    {
        Examples = [new("Who answers for what", "claviger checklist waivers")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var waivers = await client.CursorListAsync<WaiverView>("checklist/waivers", () => new Query());
        if (run.IsJson) return run.PrintJson(waivers);
        if (waivers.Value.Count == 0)
        {
            run.Note("Nothing is waived.");
            return ExitCode.Ok;
        }

        var now = run.Environment.Time.GetUtcNow();
        var table = new ListTable(
            new Column("CONTROL"), new Column("SUBJECT", MayShrink: true), new Column("UNTIL"), new Column("OWNER", MayShrink: true, DropsAt: 2), new Column("REASON", MayShrink: true, DropsAt: 3), new Column("ID", DropsAt: 1));
        foreach (var waiver in waivers.Value)
            table.Add(
                waiver.ControlId, waiver.SubjectId ?? "all", waiver.EndsAt > now ? new Cell(run.Times.Of(waiver.EndsAt)) : new Cell($"ended {run.Times.Of(waiver.EndsAt)}", Tone.Caution),
                waiver.OwnerUserId, waiver.Reason, Cell.Faint(waiver.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    public static CliCommand End(CliEnvironment environment)
    {
        var which = new Argument<string>("waiver") { Description = "Id of the waiver", HelpName = "waiver" };
        return new CliCommand("end-waiver", "Let what was waived count again")
        {
            Arguments = { which },
            Examples = [new("It is mended", "claviger checklist end-waiver waiver_01…")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var ended = await client.DeleteAsync<DeletedWaiverView>($"checklist/waivers/{Uri.EscapeDataString(run.Value(which))}");
            if (run.IsJson) return run.PrintJson(ended);
            run.Note("It counts again.");
            return ExitCode.Ok;
        });
    }
}
