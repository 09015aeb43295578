using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts channels</c>: where alerts are sent.</summary>
internal static class AlertChannelsCommand
{
    public static CliCommand Build(CliEnvironment environment) => new("channels", "Where alerts are sent: mail, Slack, signed webhooks, PagerDuty")
    {
        Subcommands = { List(environment), CreateChannelCommand.Build(environment), UpdateChannelCommand.Build(environment), Test(environment), RotateSecret(environment), Delete(environment) },
    };

    public static Argument<string> Which() => new("channel") { Description = "Name or id of the channel", HelpName = "channel" };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List channels and whether they work")
    {
        Examples = [new("Does anybody hear us?", "claviger alerts channels list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var channels = await ChannelFinder.ListAsync(client);
        if (run.IsJson) return run.PrintJson(channels);
        if (channels.Value.Count == 0)
        {
            run.Note("There are no channels: nobody is told anything. claviger alerts channels create people --email admins");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("TYPE"), new Column("TO", MayShrink: true), new Column("LAST DELIVERY"), new Column("QUIET", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var channel in channels.Value)
            table.Add(
                channel.IsEnabled ? channel.Name : $"{channel.Name} (disabled)", channel.ChannelType, channel.Addresses.Count > 0 ? string.Join(", ", channel.Addresses) : channel.Hint ?? "", Last(run, channel),
                channel.QuietHours is { } quiet ? $"{quiet.From}-{quiet.To}" : "-", Cell.Faint(channel.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static Cell Last(CliRun run, AlertChannelView channel) => channel switch
    {
        { Failures: > 0, LastFailedAt: { } at } => new Cell($"failed {run.Times.Of(at)}: {channel.LastError}", Tone.Bad),
        { LastDeliveredAt: { } at } => new Cell(run.Times.Of(at), Tone.Good),
        _ => Cell.Faint("never"),
    };

    private static CliCommand Test(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("test", "Send a test now and say what came back")
        {
            Arguments = { which },
            Remark = "Passes quiet hours. Ends with exit code 1 if it was not taken.",
            Examples = [new("Does it arrive?", "claviger alerts channels test people")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var test = await client.PostAsync<AlertChannelTestView>($"alert_channels/{await ChannelFinder.IdAsync(client, run.Value(which))}/test");
            if (run.IsJson) run.PrintJson(test);
            else if (test.Value.Delivered) run.Out.Line("It was taken.", Tone.Good);
            else run.Out.Line($"It was not taken: {TerminalText.Safe(test.Value.Error ?? "")}", Tone.Bad);
            return test.Value.Delivered ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static CliCommand RotateSecret(CliEnvironment environment)
    {
        var which = Which();
        var overlap = new Option<int?>("--overlap") { Description = "Hours in which messages carry both signatures, 0 to 168; 24 if left out", HelpName = "hours" };
        return new CliCommand("rotate-secret", "Give a webhook channel a new signing secret")
        {
            Arguments = { which },
            Options = { overlap },
            Examples = [new("With a day to move over", "claviger alerts channels rotate-secret ops")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var made = await client.PostAsync<CreatedAlertChannelView>($"alert_channels/{await ChannelFinder.IdAsync(client, run.Value(which))}/rotate_secret", new RotateAlertChannelSecretRequest(run.Value(overlap)));
            if (run.IsJson) return run.PrintJson(made);
            run.Out.Line(made.Value.Secret!);
            run.Note(made.Value.AlertChannel.OldSecretUntil is { } until ? $"Shown this once. The old secret signs too until {run.Times.Of(until)}." : "Shown this once. The old secret signs no more.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("delete", "Delete a channel that no rule and no route sends to")
        {
            Arguments = { which },
            Remark = "What was still to be sent there is not sent.",
            Examples = [new("It is gone", "claviger alerts channels delete old-pager")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedAlertChannelView>($"alert_channels/{await ChannelFinder.IdAsync(client, run.Value(which))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted {deleted.Value.Id}.");
            return ExitCode.Ok;
        });
    }
}
