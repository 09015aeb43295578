using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Status;

/// <summary><c>claviger status</c>: fails when the server is not ready, so that a script can wait for it.</summary>
internal static class StatusCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("status", "Is the server well, and does it enforce the latest change?")
    {
        Group = CommandGroup.Organization,
        Remark = "Exits with 0 when the server is ready, with 1 when it answers but is not.",
        Examples =
        [
            new("How is the server I am signed in to?", "claviger status"),
            new("In a script: go on only when it is ready", "claviger status > /dev/null && ./deploy"),
        ],
    }.Does(environment, ShowAsync);

    private static async Task<int> ShowAsync(CliRun run)
    {
        using var client = run.Connect();
        var organization = run.IsJson ? null : await client.GetAsync<OrganizationView>("me");
        var status = await client.GetAsync<StatusView>("status");
        var exit = status.Value.Ready ? ExitCode.Ok : ExitCode.Refused;
        if (run.IsJson) run.PrintJson(status);
        else Fields(run, client.Url, organization!.Value, status.Value).Print(run.Out);
        return exit;
    }

    private static FieldTable Fields(CliRun run, string url, OrganizationView organization, StatusView status)
    {
        var fields = new FieldTable();
        fields.Add("Organization", organization.Name);
        fields.Add("Address", url);
        fields.Add("Ready", status.Ready ? new Cell("yes", Tone.Good) : new Cell("no", Tone.Bad));
        fields.Add("Version", status.Version);
        fields.Add("Started", run.Times.Of(status.StartedAt));
        fields.Add("Store", status.Store);
        fields.Add("Upstream", status.Upstream);
        fields.Add("Prices", status.PriceBook);
        fields.Add("Workspaces", Number(status.Workspaces));
        fields.Add("Active keys", Number(status.ActiveKeys));
        fields.Add("Latest change", status.SnapshotChange >= status.Change
            ? $"{Number(status.Change)}, enforced"
            : new Cell($"{Number(status.Change)}, but the gateway still enforces {Number(status.SnapshotChange)}", Tone.Caution));
        fields.Add("Requests", $"{Number(status.RequestsGoverned)} governed, {Number(status.RequestsRefused)} refused");
        fields.Add("Not yet booked", Number(status.JournalPending));
        fields.Add("Unresolved", status.Unresolved == 0 ? "0" : new Cell($"{Number(status.Unresolved)} requests booked at their highest possible cost", Tone.Caution));
        fields.Add("Bound violations", status.BoundViolations == 0 ? "0" : new Cell($"{Number(status.BoundViolations)} requests cost more than was held for them: please report this", Tone.Bad));
        fields.Add("Stopped at a cap", CountText.With(status.StreamsStopped, "stream"));
        if (status.ClockLagSeconds > 0)
            fields.Add("Clock", new Cell($"{Number(status.ClockLagSeconds)} s behind the books: no spend limit begins anew until it has caught up", Tone.Caution));
        return fields;

        string Number(long value) => CountText.Of(value, run.Out.IsTerminal);
    }
}
