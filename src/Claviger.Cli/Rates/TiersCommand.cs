using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers</c>: the reading half, and the table of contents of the rest.</summary>
internal static class TiersCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("tiers", "Rate limits: how fast keys, workspaces and the organization may go")
    {
        Group = CommandGroup.Organization,
        Remark = "A tier is a named set of rate limits, by class of models. A request is held to the tiers of its key, its workspace and the organization at once: the tightest wins. "
            + "Where no tier is set, only Anthropic's own limits hold.",
        Subcommands =
        {
            List(environment), Show(environment), SetTierCommand.Build(environment), CreateTierCommand.Build(environment), UpdateTierCommand.Build(environment),
            DeleteTierCommand.Build(environment), RateLimitsCommand.Build(environment), OverrideCommand.Build(environment),
        },
    };

    public static Argument<string> Tier() => new("tier") { Description = "Name of the tier" };

    public static Option<string[]> Limits() => new("--limit") { Description = "A limit of a class, like opus_5_5.requests_per_minute=50; none lifts it; may be repeated", HelpName = "class.limiter=number" };

    public static void Print(CliRun run, TierView tier)
    {
        var fields = new FieldTable();
        fields.Add("Name", tier.Name);
        fields.Add("Title", tier.DisplayName);
        fields.Add("Origin", tier.Origin);
        fields.AddSome("Dated", tier.AsOf);
        fields.AddSome("Source", tier.Source);
        fields.Print(run.Out);
        run.Out.Line();
        TierTable.Of(tier, run.Out.IsTerminal).Print(run.Out);
    }

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List tiers")
    {
        Examples = [new("Those that ship with Claviger, and your own", "claviger tiers list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var tiers = await client.GetAsync<CursorPage<TierView>>("tiers");
        if (run.IsJson) return run.PrintJson(tiers);
        var table = new ListTable(new Column("NAME"), new Column("TITLE", MayShrink: true), new Column("ORIGIN"), new Column("DATED"), new Column("SOURCE", MayShrink: true, DropsAt: 1));
        foreach (var tier in tiers.Value.Data) table.Add(tier.Name, tier.DisplayName, tier.Origin, tier.AsOf ?? "-", Cell.Faint(tier.Source ?? "-"));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Show(CliEnvironment environment)
    {
        var which = Tier();
        return new CliCommand("show", "Show the limits of one tier")
        {
            Arguments = { which },
            Remark = "Requests, input and output are per minute. Input counts uncached tokens and cache writes; where cache reads count too, the table says so.",
            Examples = [new("What Tier 4 allows", "claviger tiers show tier-4")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var tier = await TierFinder.GetAsync(client, run.Value(which));
            if (run.IsJson) return run.PrintJson(tier);
            Print(run, tier.Value);
            return ExitCode.Ok;
        });
    }
}
