using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Ledger;

/// <summary><c>claviger ledger</c>: the list of what is unresolved, and the table of contents of the rest.</summary>
internal static class LedgerCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("ledger", "The books behind limits: what is unresolved, and whether sums equal rows")
    {
        Group = CommandGroup.Organization,
        Subcommands = { Unresolved(environment), ResolveCommand.Build(environment), VerifyCommand.Build(environment) },
    };

    private static CliCommand Unresolved(CliEnvironment environment) => new CliCommand("unresolved", "List spend whose truth nobody saw")
    {
        Remark = "A request that ran when its process died is booked at its worst case: too high, never too low. So is what was left of a slice of a limit when the machine lost power.",
        Examples = [new("What could be too high", "claviger ledger unresolved")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var unresolved = await client.CursorListAsync<UnresolvedSpendView>("ledger/unresolved", () => new Query());
        if (run.IsJson) return run.PrintJson(unresolved);
        if (unresolved.Value.Count == 0)
        {
            run.Note("Nothing is unresolved: every cost in the books was seen.");
            return ExitCode.Ok;
        }

        var keys = (await KeyFinder.AllAsync(client)).DistinctBy(key => key.Id).ToDictionary(key => key.Id, key => key.Name);
        var table = new ListTable(new Column("AT"), new Column("WHAT"), new Column("KEY OR LIMIT", MayShrink: true), new Column("MODEL", MayShrink: true, DropsAt: 1), new Column("BOOKED", Right: true), new Column("ID"));
        foreach (var item in unresolved.Value)
            table.Add(
                run.Times.Of(item.At), item.Type == "unresolved_request" ? "request" : "rest of a slice",
                item.ApiKeyId is { } id ? keys.GetValueOrDefault(id, id) : item.SpendLimitId ?? "-", item.Model ?? "-", DollarText.OfCents(item.Amount).ToString(), Cell.Faint(item.Id));
        table.Print(run.Out);
        run.Note("When you know what one cost: claviger ledger resolve <id> --amount <dollars>");
        return ExitCode.Ok;
    });
}
