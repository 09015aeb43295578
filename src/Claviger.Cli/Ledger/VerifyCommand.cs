using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Ledger;

/// <summary><c>claviger ledger verify</c>: fails on a difference, so that a script can watch it.</summary>
internal static class VerifyCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("verify", "Add up all rows and compare them with every sum")
    {
        Remark = "Exits with 0 when everything adds up, with 1 on a difference. It reads all rows, so it takes a while on large books; requests don't wait for it.",
        Examples = [new("Every night, from cron", "claviger ledger verify -q || mail -s 'claviger: the books differ' ops@example.com < /dev/null")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var verified = await client.GetAsync<LedgerVerificationView>("ledger/verify");
        var exit = verified.Value.Ok ? ExitCode.Ok : ExitCode.Refused;
        if (run.IsJson)
        {
            run.PrintJson(verified);
            return exit;
        }

        var rows = CountText.With(verified.Value.Rows, "row");
        if (verified.Value.Ok)
        {
            run.Note($"Everything adds up: {rows}, and {CountText.With(verified.Value.Limits, "sum")} of limits.");
            return exit;
        }

        var table = new ListTable(new Column("SUM"), new Column("WHERE", MayShrink: true), new Column("FIGURE"), new Column("SAYS", Right: true), new Column("ROWS SAY", Right: true));
        foreach (var difference in verified.Value.Differences)
            table.Add(difference.Sum, difference.Where, difference.Figure, new Cell(Text(difference, difference.Booked), Tone.Bad), Text(difference, difference.Expected));
        table.Print(run.Out);
        run.Note($"{CountText.With(verified.Value.Differences.Count, "sum")} out of step with {rows}. Please report this; the server's log may say more.", Tone.Bad);
        return exit;
    });

    private static string Text(LedgerDifferenceView difference, string figure) =>
        difference.Figure is "cost" or "posted" or "leased" ? DollarText.OfCents(figure).ToString() : figure;
}
