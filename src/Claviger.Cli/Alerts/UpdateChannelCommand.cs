using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts channels update</c></summary>
internal static class UpdateChannelCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var which = AlertChannelsCommand.Which();
        var name = new Option<string?>("--name") { Description = "Another name", HelpName = "name" };
        var email = new Option<string[]>("--email") { Description = "In place of the addresses; may be repeated", HelpName = "address" };
        var url = new Option<string?>("--address") { Description = "Another address; other programs see what stands here", HelpName = "address" };
        var quiet = ChannelOptions.Quiet();
        var digest = new Option<bool?>("--digest") { Description = "Whether the weekly digest goes there", HelpName = "true|false" };
        var enabled = new Option<bool?>("--enabled") { Description = "Whether anything goes there", HelpName = "true|false" };
        return new CliCommand("update", "Change a channel")
        {
            Arguments = { which },
            Options = { name, email, url, quiet, digest, enabled },
            Examples = [new("Sleep well", "claviger alerts channels update people --quiet-hours 22:00-07:00")],
        }.Does(environment, async run =>
        {
            var request = new UpdateAlertChannelRequest(
                run.Value(name), run.Value(email) is { Length: > 0 } list ? list : null, run.Value(url), null,
                run.Value(quiet) is { } hours ? new Settable<QuietHoursView?>(ChannelOptions.QuietHours(hours)) : default, run.Value(digest), run.Value(enabled));
            using var client = run.Connect();
            var changed = await client.PostAsync<AlertChannelView>($"alert_channels/{await ChannelFinder.IdAsync(client, run.Value(which))}", request);
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"Changed {TerminalText.Safe(changed.Value.Name)}.");
            return ExitCode.Ok;
        });
    }
}
