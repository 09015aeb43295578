using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts channels create</c></summary>
internal static class CreateChannelCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new channel" };
        var email = new Option<string[]>("--email") { Description = "Mail to this address, or to admins or owner; may be repeated", HelpName = "address" };
        var type = new Option<string?>("--type") { Description = "slack, webhook or pagerduty", HelpName = "type" };
        var url = new Option<string?>("--address") { Description = "Address of a webhook, if it isn't to be asked for; other programs see what stands here", HelpName = "address" };
        var stdin = new Option<bool>("--secret-stdin") { Description = "Read the address, or PagerDuty's routing key, from standard input" };
        var quiet = ChannelOptions.Quiet();
        var digest = new Option<bool>("--digest") { Description = "Send the weekly digest there too" };
        return new CliCommand("create", "Make a channel")
        {
            Arguments = { name },
            Options = { email, type, url, stdin, quiet, digest },
            Remark = "admins and owner mean whoever that is when something is sent. Addresses of webhooks and routing keys are sealed in the store and never shown again.",
            Examples =
            [
                new("The admins, and whoever owns a key", "claviger alerts channels create people --email admins --email owner --digest"),
                new("A signed webhook", "claviger alerts channels create ops --type webhook --address https://ops.example.org/claviger"),
                new("Slack, from a secret store", "vault kv get -field=url secret/slack | claviger alerts channels create chat --type slack --secret-stdin --quiet 22:00-07:00"),
            ],
        }.Does(environment, async run =>
        {
            var addresses = run.Value(email) is { Length: > 0 } list ? list : null;
            var kind = (addresses, run.Value(type)) switch
            {
                ({ }, null) => "email",
                (null, { } said) => said,
                ({ }, _) => throw new CliException(ExitCode.Usage, "--email and --type can't go together: a channel is of one type"),
                _ => throw new CliException(ExitCode.Usage, "say --email, or --type slack, webhook or pagerduty"),
            };
            var secret = kind == "email" || run.Value(url) is not null && kind != "pagerduty" ? null : ChannelOptions.Secret(run, run.Value(stdin), kind == "pagerduty" ? "routing key" : "address");
            using var client = run.Connect();
            var made = await client.PostAsync<CreatedAlertChannelView>("alert_channels", new CreateAlertChannelRequest(
                run.Value(name), kind, addresses, run.Value(url) ?? (kind == "pagerduty" ? null : secret), kind == "pagerduty" ? secret : null, ChannelOptions.QuietHours(run.Value(quiet)), run.Value(digest) ? true : null));
            if (run.IsJson) return run.PrintJson(made);
            if (made.Value.Secret is { } signing)
            {
                run.Out.Line(signing);
                run.Note("The receiver checks signatures with this secret. Shown this once.");
            }

            run.Note($"Made {TerminalText.Safe(made.Value.AlertChannel.Name)} ({made.Value.AlertChannel.Id}). Does it arrive? claviger alerts channels test {made.Value.AlertChannel.Id}");
            return ExitCode.Ok;
        });
    }
}
