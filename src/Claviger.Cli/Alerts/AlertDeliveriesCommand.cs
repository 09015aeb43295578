using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts deliveries</c>: the outbox.</summary>
internal static class AlertDeliveriesCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var status = new Option<string?>("--status") { Description = "Only pending, delivered or dead ones", HelpName = "status" };
        var most = new Option<int>("--limit") { Description = "At most so many, newest first", HelpName = "number", DefaultValueFactory = _ => 50 };
        return new CliCommand("deliveries", "What was sent where, and what became of it")
        {
            Options = { status, most },
            Subcommands = { Retry(environment) },
            Remark = "What is not taken is tried for some 15 hours, ever more slowly; then it is dead, and only retried by hand.",
            Examples = [new("What never arrived?", "claviger alerts deliveries --status dead")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deliveries = await client.CursorTakeAsync<AlertDeliveryView>("alert_deliveries", () => new Query().With("status", run.Value(status)), run.Value(most));
            if (run.IsJson) return run.PrintJson(deliveries);
            if (deliveries.Value.Count == 0) run.Note("There are no deliveries.");
            else await PrintAsync(run, client, deliveries.Value);
            return ExitCode.Ok;
        });
    }

    public static async Task PrintAsync(CliRun run, AdminClient client, IReadOnlyList<AlertDeliveryView> deliveries)
    {
        var channels = (await ChannelFinder.ListAsync(client)).Value.ToDictionary(channel => channel.Id, channel => channel.Name);
        var table = new ListTable(
            new Column(""), new Column("CHANNEL", MayShrink: true), new Column("WHAT", MayShrink: true), new Column("SINCE"), new Column("TRIED", Right: true), new Column("LAST ERROR", MayShrink: true, DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var delivery in deliveries)
            table.Add(Status(delivery.Status), channels.GetValueOrDefault(delivery.ChannelId, delivery.ChannelId), delivery.Title, run.Times.Of(delivery.CreatedAt), $"{delivery.Attempts}", Cell.Faint(delivery.LastError ?? ""), Cell.Faint(delivery.Id));
        table.Print(run.Out);
    }

    private static Cell Status(string status) => new(status, status switch { "delivered" => Tone.Good, "dead" => Tone.Bad, _ => Tone.Caution });

    private static CliCommand Retry(CliEnvironment environment)
    {
        var which = new Argument<string>("delivery") { Description = "Id of the delivery", HelpName = "id" };
        return new CliCommand("retry", "Try a message that was not taken once more")
        {
            Arguments = { which },
            Examples = [new("Once it works again", "claviger alerts deliveries retry aldel_01Hq7…")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var delivery = await client.PostAsync<AlertDeliveryView>($"alert_deliveries/{Uri.EscapeDataString(run.Value(which))}/retry");
            if (run.IsJson) return run.PrintJson(delivery);
            run.Note("It is tried within seconds: claviger alerts deliveries shows what came of it.");
            return ExitCode.Ok;
        });
    }
}
