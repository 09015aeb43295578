using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers create</c>: from another tier's figures, some of them changed.</summary>
internal static class CreateTierCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new tier: lower-case letters, digits, hyphens" };
        var from = new Option<string>("--from") { Description = "Tier whose figures it begins with", HelpName = "tier", Required = true };
        var title = new Option<string>("--title") { Description = "How people call it (default: its name)", HelpName = "text" };
        var limits = TiersCommand.Limits();
        return new CliCommand("create", "Make a tier of your own from another one's figures")
        {
            Arguments = { name },
            Options = { from, title, limits },
            Examples =
            [
                new("Tier 2 with more room for one family of models", "claviger tiers create search --from tier-2 --limit sonnet_5_5.requests_per_minute=2000"),
                new("At most four requests at once to each class that it does not list", "claviger tiers create careful --from tier-1 --limit default.concurrency=4"),
            ],
        }.Does(environment, async run =>
        {
            var changes = LimitText.ByClass(run.Value(limits) ?? []);
            using var client = run.Connect();
            var source = await TierFinder.GetAsync(client, run.Value(from)!);
            var made = await client.PostAsync<TierView>("tiers", new CreateTierRequest(run.Value(name), TierClasses.Changed(source.Value, changes), run.Value(title)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Created tier {made.Value.Name}.");
            TiersCommand.Print(run, made.Value);
            run.Note("Next, hold somebody to it:");
            run.Note($"  claviger tiers set {made.Value.Name} --workspace Production");
            return ExitCode.Ok;
        });
    }
}
