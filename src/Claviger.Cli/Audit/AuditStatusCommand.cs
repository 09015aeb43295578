using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit status</c></summary>
internal static class AuditStatusCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("status", "Show whether the log is signed, kept outside and reviewed")
    {
        Remark = "Exits with 1 when it can't be signed, or a place outside doesn't take checkpoints.",
        Examples = [new("From a monitor", "claviger audit status -q")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var status = await client.GetAsync<AuditStatusView>("audit_log/status");
        var view = status.Value;
        var exit = view.SigningFault is null && view.EmergencyPending == 0 && view.Places.All(place => place.Failures == 0) ? ExitCode.Ok : ExitCode.Refused;
        if (run.IsJson)
        {
            run.PrintJson(status);
            return exit;
        }

        var fields = new FieldTable();
        fields.Add("Entries", CountText.Of(view.Entries, run.Out.IsTerminal));
        fields.Add("Signed", view.SigningFault is { } fault ? new Cell(fault, Tone.Bad)
            : view.SignedAt is { } at ? $"{CountText.Of(view.SignedEntries, run.Out.IsTerminal)}, {run.Times.Full(at)}" : new Cell("not yet", Tone.Caution));
        if (view.Places.Count == 0) fields.Add("Kept outside", new Cell("nowhere: set audit.checkpoint_file or audit.webhook_url", Tone.Caution));
        foreach (var place in view.Places)
            fields.Add($"To {place.Name}", place.Failures == 0 ? $"{CountText.Of(place.Size, run.Out.IsTerminal)}{(place.TakenAt is { } taken ? $", {run.Times.Full(taken)}" : "")}"
                : new Cell($"failing since {run.Times.Full(place.FailingSince!.Value)}, {CountText.With(place.Failures, "attempt")}: {place.LastError}", Tone.Bad));
        if (view.EmergencyPending > 0) fields.Add("Emergency", new Cell($"{CountText.With(view.EmergencyPending, "key")} stopped while the store took no change; not in the log yet", Tone.Bad));
        fields.Add("Reviewed", view.ReviewedAt is { } reviewed ? $"up to {CountText.Of(view.ReviewedUpTo, run.Out.IsTerminal)}, {run.Times.Full(reviewed)}" : new Cell("never", Tone.Caution));
        fields.Print(run.Out);
        return exit;
    });
}
