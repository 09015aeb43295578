using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts</c>: what Claviger has found, and the table of contents of who is told.</summary>
internal static class AlertsCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var status = new Option<string?>("--status") { Description = "Only open or only resolved ones", HelpName = "open|resolved" };
        var kind = new Option<string?>("--kind") { Description = "Only of this kind", HelpName = "kind" };
        var most = new Option<int>("--limit") { Description = "At most so many, newest first", HelpName = "number", DefaultValueFactory = _ => 50 };
        return new CliCommand("alerts", "What Claviger tells people: alerts, rules, channels")
        {
            Group = CommandGroup.Organization,
            Remark = "A rule says what is worth telling, a channel whom it reaches. Each threshold is told once a period, whatever restarts and nodes do.",
            Options = { status, kind, most },
            Subcommands =
            {
                Show(environment), Acknowledge(environment), AlertRulesCommand.Build(environment), AlertChannelsCommand.Build(environment), AlertRoutesCommand.Build(environment), AlertDeliveriesCommand.Build(environment),
            },
            Examples =
            [
                new("What is open?", "claviger alerts --status open"),
                new("The first channel, and a try", "claviger alerts channels create people --email admins && claviger alerts channels test people"),
                new("Tell of every cap that fills", "claviger alerts rules create spend --kind spend_threshold --percent 50,80,100 --channel people"),
            ],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var alerts = await client.CursorTakeAsync<AlertView>("alerts", () => new Query().With("status", run.Value(status)).With("kind", run.Value(kind)), run.Value(most));
            if (run.IsJson) return run.PrintJson(alerts);
            if (alerts.Value.Count == 0)
            {
                run.Note("There are no alerts.");
                return ExitCode.Ok;
            }

            var table = new ListTable(new Column(""), new Column("SEVERITY"), new Column("SINCE"), new Column("ALERT", MayShrink: true), new Column("KIND", DropsAt: 2), new Column("ID", DropsAt: 1));
            foreach (var alert in alerts.Value)
                table.Add(Status(alert), Severity(alert.Severity), run.Times.Of(alert.CreatedAt), alert.Title, Cell.Faint(alert.Kind), Cell.Faint(alert.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    public static Cell Severity(string severity) => new(severity, severity switch { "critical" => Tone.Bad, "warning" => Tone.Caution, _ => Tone.Plain });

    private static Cell Status(AlertView alert) => alert.Status == "open" ? alert.AcknowledgedAt is null ? new Cell("open", Tone.Caution) : new Cell("open, known") : Cell.Faint("resolved");

    private static CliCommand Show(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("show", "Show one alert whole, and where it was sent")
        {
            Arguments = { which },
            Examples = [new("Everything about it", "claviger alerts show alert_01Hq7…")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var alert = await client.GetAsync<AlertView>($"alerts/{Uri.EscapeDataString(run.Value(which))}");
            if (run.IsJson) return run.PrintJson(alert);
            var (view, table) = (alert.Value, new FieldTable());
            table.Add("alert", view.Title);
            table.Add("says", view.Text);
            table.Add("status", view.ResolvedAt is { } ended ? $"resolved {run.Times.Of(ended)}" : "open");
            table.Add("severity", view.Severity);
            table.Add("about", $"{view.Subject.Name} ({view.Subject.Type} {view.Subject.Id})");
            table.Add("period", view.Period);
            table.Add("threshold", view.Threshold);
            table.Add("since", run.Times.Of(view.CreatedAt));
            table.Add("acknowledged", view.AcknowledgedAt is { } known ? $"{run.Times.Of(known)} by {view.AcknowledgedBy}" : "by nobody");
            table.Add("rule", $"{view.RuleName} ({view.Kind})");
            if (!view.Told) table.Add("told", "no: a more urgent one was told in its place");
            foreach (var (name, value) in view.Figures) table.Add(name, value);
            table.Print(run.Out);
            var deliveries = await client.CursorTakeAsync<AlertDeliveryView>("alert_deliveries", () => new Query().With("alert_id", view.Id), 50);
            if (deliveries.Value.Count == 0) return ExitCode.Ok;
            run.Out.Line();
            await AlertDeliveriesCommand.PrintAsync(run, client, deliveries.Value);
            return ExitCode.Ok;
        });
    }

    private static CliCommand Acknowledge(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("ack", "Say that you know of an alert: it is not repeated")
        {
            Arguments = { which },
            Remark = "It stays open until what it is about ends.",
            Examples = [new("I know", "claviger alerts ack alert_01Hq7…")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var alert = await client.PostAsync<AlertView>($"alerts/{Uri.EscapeDataString(run.Value(which))}/acknowledge");
            if (run.IsJson) return run.PrintJson(alert);
            run.Note($"Acknowledged: {TerminalText.Safe(alert.Value.Title)}");
            return ExitCode.Ok;
        });
    }

    private static Argument<string> Which() => new("alert") { Description = "Id of the alert", HelpName = "id" };
}
