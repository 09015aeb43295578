using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers delete</c></summary>
internal static class DeleteTierCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = TiersCommand.Tier();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("delete", "Delete a tier of your own, or your changes of one that ships")
        {
            Arguments = { which },
            Options = { yes },
            Remark = "A tier that somebody has is not deleted: give them another one first. Without a terminal to ask on, --yes is needed.",
            Examples = [new("Asks first", "claviger tiers delete careful")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var tier = (await TierFinder.GetAsync(client, run.Value(which))).Value;
            var name = TerminalText.Safe(tier.Name);
            if (tier.Origin == "shipped") throw new CliException(ExitCode.Refused, $"tier {name} ships with Claviger, and there are no changes of yours to drop");
            var what = tier.Origin == "custom" ? $"Deleting tier {name} can't be undone." : $"This drops your changes of tier {name}: its own figures hold again, at once, for all who have it.";
            if (!run.Confirm(run.Value(yes), what, $"Delete {name}?")) return ExitCode.Refused;
            var deleted = await client.DeleteAsync<DeletedTierView>($"tiers/{tier.Name}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note(tier.Origin == "custom" ? $"Deleted tier {name}." : $"Tier {name} is as it ships.");
            return ExitCode.Ok;
        });
    }
}
