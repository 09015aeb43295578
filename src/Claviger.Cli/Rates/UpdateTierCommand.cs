using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers update</c></summary>
internal static class UpdateTierCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = TiersCommand.Tier();
        var title = new Option<string>("--title") { Description = "How people call it", HelpName = "text" };
        var limits = TiersCommand.Limits();
        return new CliCommand("update", "Change the limits of a tier, for all who have it")
        {
            Arguments = { which },
            Options = { title, limits },
            Remark = "What you don't name stays as it is. A tier that ships keeps its own figures underneath: claviger tiers delete brings them back.",
            Examples = [new("More output for one class", "claviger tiers update tier-2 --limit opus_5_5.output_tokens_per_minute=120000"), new("No limit of requests at once", "claviger tiers update careful --limit default.concurrency=none")],
        }.Does(environment, async run =>
        {
            var changes = LimitText.ByClass(run.Value(limits) ?? []);
            if (changes.Count == 0 && run.Value(title) is null) throw new CliException(ExitCode.Usage, "nothing to change: give --limit or --title");
            using var client = run.Connect();
            var tier = await TierFinder.GetAsync(client, run.Value(which));
            var updated = await client.PostAsync<TierView>($"tiers/{tier.Value.Name}", new UpdateTierRequest(run.Value(title), changes.Count == 0 ? null : TierClasses.Changed(tier.Value, changes)));
            if (run.IsJson) return run.PrintJson(updated);
            run.Note($"Updated tier {updated.Value.Name}: in force for all who have it.");
            TiersCommand.Print(run, updated.Value);
            return ExitCode.Ok;
        });
    }
}
