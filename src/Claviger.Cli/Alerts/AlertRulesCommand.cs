using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts rules</c>: what is worth telling.</summary>
internal static class AlertRulesCommand
{
    public static CliCommand Build(CliEnvironment environment) => new("rules", "What is worth telling, and to which channels")
    {
        Subcommands = { List(environment), Kinds(environment), EditRuleCommand.Create(environment), EditRuleCommand.Update(environment), Delete(environment) },
    };

    public static Argument<string> Which() => new("rule") { Description = "Name or id of the rule", HelpName = "rule" };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List rules")
    {
        Examples = [new("What are we told?", "claviger alerts rules list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var rules = await RuleFinder.ListAsync(client);
        if (run.IsJson) return run.PrintJson(rules);
        if (rules.Value.Count == 0)
        {
            run.Note("There are no rules: nothing is told. claviger alerts rules kinds shows what there could be.");
            return ExitCode.Ok;
        }

        var names = (await ChannelFinder.ListAsync(client)).Value.ToDictionary(channel => channel.Id, channel => channel.Name);
        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("KIND"), new Column("LOOKS AT", MayShrink: true, DropsAt: 3), new Column("SEVERITY", DropsAt: 2), new Column("CHANNELS", MayShrink: true), new Column("ID", DropsAt: 1));
        foreach (var rule in rules.Value)
            table.Add(
                rule.IsEnabled ? rule.Name : $"{rule.Name} (disabled)", rule.Kind, rule.Scope.Id ?? rule.Scope.Type, AlertsCommand.Severity(rule.Severity),
                rule.ChannelIds.Count == 0 ? new Cell("none", Tone.Caution) : new Cell(string.Join(", ", rule.ChannelIds.Select(id => names.GetValueOrDefault(id, id)))), Cell.Faint(rule.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    /// <summary>From the table that the server works by: the two are one program.</summary>
    private static CliCommand Kinds(CliEnvironment environment) => new CliCommand("kinds", "List the kinds of rules there are")
    {
        Examples = [new("What could we be told?", "claviger alerts rules kinds")],
    }.Does(environment, run =>
    {
        var table = new ListTable(new Column("KIND"), new Column("TELLS", MayShrink: true), new Column("SEVERITY"));
        foreach (var kind in AlertKindBook.All) table.Add(kind.Name, kind.Says, AlertsCommand.Severity(AlertNames.Of(kind.UsualSeverity)));
        table.Print(run.Out);
        return Task.FromResult(ExitCode.Ok);
    });

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("delete", "Delete a rule; what is open of it is resolved")
        {
            Arguments = { which },
            Examples = [new("Not worth telling", "claviger alerts rules delete unused")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedAlertRuleView>($"alert_rules/{await RuleFinder.IdAsync(client, run.Value(which))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted {deleted.Value.Id}.");
            return ExitCode.Ok;
        });
    }
}
