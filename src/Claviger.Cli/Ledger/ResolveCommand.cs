using System.CommandLine;
using Claviger.Cli.Limits;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Ledger;

/// <summary><c>claviger ledger resolve</c>: once for each, so it asks.</summary>
internal static class ResolveCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = new Argument<string>("id") { Description = "Id of the unresolved spend (req_… or lde_…)" };
        var amount = new Option<string>("--amount") { Description = "What it really cost, in dollars; 0 if it cost nothing", HelpName = "dollars", Required = true };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("resolve", "Say what unresolved spend really cost")
        {
            Arguments = { which },
            Options = { amount, yes },
            Remark = "At most what is booked for it. The books, reports and limits then count your amount; the audit log keeps both. Without a terminal to ask on, --yes is needed.",
            Examples = [new("Anthropic's console shows that it was never charged", "claviger ledger resolve req_0352nMyGWZwmDPeTGoex00 --amount 0")],
        }.Does(environment, async run =>
        {
            var money = AmountOption.Read("--amount", run.Value(amount)!);
            var id = TerminalText.Safe(run.Value(which));
            if (!run.Confirm(run.Value(yes), $"{id} will be booked at {money}. This can't be undone.", "Book it?")) return ExitCode.Refused;
            using var client = run.Connect();
            var resolved = await client.PostAsync<ResolvedSpendView>($"ledger/unresolved/{Uri.EscapeDataString(run.Value(which))}/resolve", new ResolveSpendRequest(money.ToCentsString()));
            if (run.IsJson) return run.PrintJson(resolved);
            run.Note($"Booked {id} at {DollarText.OfCents(resolved.Value.Amount)} instead of {DollarText.OfCents(resolved.Value.Booked)}.");
            return ExitCode.Ok;
        });
    }
}
