using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits explain</c>: why a key is refused, or how far it is from it.</summary>
internal static class ExplainLimitsCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        return new CliCommand("explain", "Every limit that covers a key, and which one binds")
        {
            Arguments = { which },
            Remark = "Narrowest first: the key's own, its owner's, its workspace's, the organization's. The limit that binds is the one with the least left.",
            Examples = [new("Why is this key refused?", "claviger limits explain prod-search")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await KeyFinder.IdAsync(client, run.Value(which));
            var explained = await client.GetAsync<SpendExplanationView>("spend_limits/explain", new Query().With("api_key_id", id));
            if (run.IsJson) return run.PrintJson(explained);
            Print(run, explained.Value);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, SpendExplanationView explained)
    {
        var fields = new FieldTable();
        fields.Add("Key", explained.ApiKey.Name ?? explained.ApiKey.Id);
        fields.Add("Workspace", explained.Workspace.Name ?? explained.Workspace.Id);
        fields.Add("Owner", explained.Owner.Name ?? explained.Owner.Id);
        fields.Add("May cost now", MayCost(run, explained));
        fields.Print(run.Out);
        if (explained.Limits.Count == 0)
        {
            run.Note("");
            run.Note("No limit covers this key. Set one:");
            run.Note($"  claviger limits set --key {ShellText.Quote(explained.ApiKey.Name ?? explained.ApiKey.Id)} --amount 100 --period monthly");
            return;
        }

        run.Out.Line();
        LimitTable.Print(run, explained.Limits, explained.BindingLimitId, marks: true);
    }

    private static Cell MayCost(CliRun run, SpendExplanationView explained)
    {
        if (explained.Left is null) return new Cell("anything: no enforced limit covers it", Tone.Caution);
        var binding = explained.Limits.First(limit => limit.SpendLimitId == explained.BindingLimitId);
        var left = DollarText.OfCents(explained.Left);
        var by = $"by the {binding.Period} limit of {LimitScopeOptions.Words(binding.Scope, binding.ScopeName)}";
        if (left > Core.Money.Zero) return $"{LimitMoney.Of(left, run.Out.IsTerminal, up: false)}, {by}";
        return new Cell($"nothing, {by}{(binding.ResetsAt is { } resets ? $"; it resets {run.Times.Full(resets)}" : "")}", Tone.Bad);
    }
}
