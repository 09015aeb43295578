using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts rules create</c> and <c>update</c></summary>
internal static class EditRuleCommand
{
    public static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new rule" };
        var kind = new Option<string>("--kind") { Description = "What it tells of: claviger alerts rules kinds", HelpName = "kind", Required = true };
        var fields = new RuleFields();
        var command = new CliCommand("create", "Make a rule")
        {
            Arguments = { name },
            Options = { kind },
            Remark = "Without a scope it looks at the whole organization; figures that are left out have the kind's defaults.",
            Examples =
            [
                new("Every cap, at four points", "claviger alerts rules create spend --kind spend_threshold --percent 50,80,95,100 --channel people"),
                new("One workspace, above $500", "claviger alerts rules create prod-500 --kind spend_threshold --amount 500 --workspace Production --channel ops"),
                new("A month that will end badly", "claviger alerts rules create month --kind month_end_forecast --channel people --severity critical"),
            ],
        };
        fields.AddTo(command);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var made = await client.PostAsync<AlertRuleView>("alert_rules", new CreateAlertRuleRequest(
                run.Value(name), run.Value(kind)!, await fields.ScopeAsync(run, client), fields.Parameters(run), run.Value(fields.Severity), await ChannelFinder.IdsAsync(client, run.Value(fields.Channels)),
                fields.RepeatHours(run), run.Value(fields.Enabled)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Made {TerminalText.Safe(made.Value.Name)} ({made.Value.Id}).{(made.Value.ChannelIds.Count == 0 ? " It sends nowhere yet: claviger alerts rules update … --channel NAME" : "")}");
            return ExitCode.Ok;
        });
    }

    public static CliCommand Update(CliEnvironment environment)
    {
        var which = AlertRulesCommand.Which();
        var name = new Option<string?>("--name") { Description = "Another name", HelpName = "name" };
        var fields = new RuleFields();
        var command = new CliCommand("update", "Change a rule")
        {
            Arguments = { which },
            Options = { name },
            Remark = "Figures replace all that there were; so do channels.",
            Examples = [new("Every day until somebody knows", "claviger alerts rules update spend --repeat-hours 24")],
        };
        fields.AddTo(command);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var changed = await client.PostAsync<AlertRuleView>($"alert_rules/{await RuleFinder.IdAsync(client, run.Value(which))}", new UpdateAlertRuleRequest(
                run.Value(name), await fields.ScopeAsync(run, client), fields.Parameters(run), run.Value(fields.Severity), await ChannelFinder.IdsAsync(client, run.Value(fields.Channels)),
                run.Value(fields.Repeat) is null ? default : new Settable<int?>(fields.RepeatHours(run)), run.Value(fields.Enabled)));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"Changed {TerminalText.Safe(changed.Value.Name)}.");
            return ExitCode.Ok;
        });
    }

    /// <summary>The options that both have.</summary>
    private sealed class RuleFields
    {
        private readonly Option<string?> _workspace = new("--workspace") { Description = "Only look at this workspace", HelpName = "workspace" };
        private readonly Option<string?> _key = new("--key") { Description = "Only look at this key", HelpName = "key" };
        private readonly Option<string?> _owner = new("--owner") { Description = "Only look at keys of this member or service account, by id", HelpName = "id" };
        private readonly Option<string?> _limit = new("--spend-limit") { Description = "Only look at this spend limit, by id", HelpName = "id" };
        private readonly Option<string?> _percents = new("--percent") { Description = "Parts of a cap; of refusal_spike, the part of all requests", HelpName = "50,80,100" };
        private readonly Option<string[]> _amounts = new("--amount") { Description = "Dollars; may be repeated", HelpName = "dollars" };
        private readonly Option<string?> _basis = new("--basis") { Description = "posted, or forecast for the end of the period", HelpName = "posted|forecast" };
        private readonly Option<string?> _days = new("--days") { Description = "Days ahead, or since", HelpName = "14,7,1" };
        private readonly Option<int?> _factor = new("--factor") { Description = "How many times the usual spread", HelpName = "number" };
        private readonly Option<string?> _floor = new("--floor") { Description = "Fewer dollars more than usual are never told", HelpName = "dollars" };
        private readonly Option<int?> _count = new("--count") { Description = "At least so many", HelpName = "number" };

        public Option<string[]> Channels { get; } = new("--channel") { Description = "Send to this channel; may be repeated", HelpName = "channel" };

        public Option<string?> Severity { get; } = new("--severity") { Description = "info, warning or critical; critical passes quiet hours", HelpName = "severity" };

        public Option<string?> Repeat { get; } = new("--repeat-hours") { Description = "Tell again after so many hours, until it ends or somebody acknowledges it; none: once", HelpName = "hours" };

        public Option<bool?> Enabled { get; } = new("--enabled") { Description = "Whether it is looked at", HelpName = "true|false" };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { Channels, Severity, _workspace, _key, _owner, _limit, _percents, _amounts, _basis, _days, _factor, _floor, _count, Repeat, Enabled }) command.Options.Add(option);
        }

        public async Task<AlertScopeView?> ScopeAsync(CliRun run, AdminClient client) => (run.Value(_workspace), run.Value(_key), run.Value(_owner), run.Value(_limit)) switch
        {
            (null, null, null, null) => null,
            ({ } workspace, null, null, null) => new AlertScopeView("workspace", await WorkspaceFinder.IdAsync(client, workspace)),
            (null, { } key, null, null) => new AlertScopeView("api_key", await KeyFinder.IdAsync(client, key)),
            (null, null, { } owner, null) => new AlertScopeView("owner", owner),
            (null, null, null, { } limit) => new AlertScopeView("spend_limit", limit),
            _ => throw new CliException(ExitCode.Usage, "only one of --workspace, --key, --owner and --spend-limit at a time"),
        };

        public AlertParametersView? Parameters(CliRun run)
        {
            var percents = Numbers("--percent", run.Value(_percents));
            var amounts = run.Value(_amounts) is { Length: > 0 } dollars ? dollars.Select(amount => Limits.AmountOption.Read("--amount", amount).ToCentsString()).ToList() : null;
            var floor = run.Value(_floor) is { } least ? Limits.AmountOption.Read("--floor", least).ToCentsString() : null;
            var isShare = run.Value(_count) is not null; // count and percent go together in refusal_spike, percents with nothing that counts
            var all = new AlertParametersView(isShare ? null : percents, amounts, run.Value(_basis), Numbers("--days", run.Value(_days)), run.Value(_factor), floor, run.Value(_count), isShare && percents is [var part] ? part : null);
            return all == new AlertParametersView() ? null : all;
        }

        public int? RepeatHours(CliRun run) => run.Value(Repeat) switch
        {
            null or "none" => null,
            var text when int.TryParse(text, System.Globalization.NumberStyles.None, null, out var hours) => hours,
            _ => throw new CliException(ExitCode.Usage, "--repeat-hours takes a number of hours, or none"),
        };

        private static List<int>? Numbers(string option, string? text)
        {
            if (text is null) return null;
            var numbers = text.Split(',').Select(part => int.TryParse(part.Trim().TrimEnd('%'), System.Globalization.NumberStyles.None, null, out var number) ? number : (int?)null).ToList();
            return numbers.Contains(null) ? throw new CliException(ExitCode.Usage, $"{option} takes whole numbers with commas between them, such as 50,80,100") : [.. numbers.OfType<int>()];
        }
    }
}
