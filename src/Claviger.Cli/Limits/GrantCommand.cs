using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits grant | grants | end-grant</c></summary>
internal static class GrantCommand
{
    public static Command Grant(CliEnvironment environment)
    {
        var which = new LimitChoice();
        var amount = new Option<string>("--amount") { Description = "Dollars on top of the limit", HelpName = "dollars", Required = true };
        var until = new Option<string>("--until") { Description = "When it ends: 24h, 7d, or a date", HelpName = "when", Required = true };
        var from = new Option<string>("--from") { Description = "When it begins (default: now)", HelpName = "when" };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever reads it later", HelpName = "text" };
        var command = new CliCommand("grant", "Put money on top of a limit until a time")
        {
            Remark = "Two grants of one limit can't run at the same time. When it ends, what was spent of it stays spent: the limit may then have nothing left until it resets.",
            Examples = [new("$200 more for a week", "claviger limits grant --workspace Production --amount 200 --until 7d --reason \"release week\"")],
        };
        which.AddTo(command);
        foreach (var option in new[] { amount, until, from, reason }) command.Add(option);
        return command.Does(environment, async run =>
        {
            var now = run.Environment.Time.GetUtcNow();
            var money = AmountOption.Read("--amount", run.Value(amount)!);
            var end = Moment.Future("--until", run.Value(until)!, now);
            var start = run.Value(from) is { } when ? Moment.Future("--from", when, now) : (DateTimeOffset?)null;

            using var client = run.Connect();
            var (limit, words) = await which.FindAsync(run, client);
            var grant = await client.PostAsync<SpendGrantView>($"spend_limits/{limit.Id}/grants", new GrantSpendRequest(money.ToCentsString(), end, start, run.Value(reason)));
            if (run.IsJson) return run.PrintJson(grant);
            run.Note($"Granted {money} on top of {words}, {(start is { } begins ? $"from {run.Times.Full(begins)} " : "")}until {run.Times.Full(grant.Value.EndsAt)}.");
            run.Note($"End it earlier with: claviger limits end-grant {TerminalText.Safe(grant.Value.Id)} {TerminalText.Safe(limit.Id)}");
            return ExitCode.Ok;
        });
    }

    public static Command List(CliEnvironment environment)
    {
        var which = new LimitChoice();
        var command = new CliCommand("grants", "List the grants of a limit, ended ones too")
        {
            Examples = [new("What was granted to a workspace", "claviger limits grants --workspace Production")],
        };
        which.AddTo(command);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (limit, words) = await which.FindAsync(run, client);
            var grants = await client.CursorListAsync<SpendGrantView>($"spend_limits/{limit.Id}/grants", () => new Query());
            if (run.IsJson) return run.PrintJson(grants);
            if (grants.Value.Count == 0)
            {
                run.Note($"There were no grants on {words}.");
                return ExitCode.Ok;
            }

            var table = new ListTable(new Column("AMOUNT", Right: true), new Column("STATUS"), new Column("BEGINS", DropsAt: 3), new Column("ENDS"), new Column("REASON", MayShrink: true, DropsAt: 2), new Column("ID", DropsAt: 1));
            foreach (var grant in grants.Value)
                table.Add(DollarText.OfCents(grant.Amount).ToString(), new Cell(grant.Status, grant.Status switch { "running" => Tone.Good, "ended" => Tone.Faint, _ => Tone.Plain }),
                    run.Times.Of(grant.StartsAt), run.Times.Of(grant.EndsAt), grant.Reason ?? "-", Cell.Faint(grant.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    public static Command End(CliEnvironment environment)
    {
        var id = new Argument<string>("grant") { Description = "Id of the grant (slg_…)" };
        var which = new LimitChoice();
        var command = new CliCommand("end-grant", "End a grant now")
        {
            Arguments = { id },
            Remark = "One that has not begun never will. It stays in the list of the limit's grants.",
            Examples = [new("The limit by its owner", "claviger limits end-grant slg_01AbCdEfGhIjKlMnOpQrStUv --workspace Production")],
        };
        which.AddTo(command);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (limit, words) = await which.FindAsync(run, client);
            var ended = await client.DeleteAsync<SpendGrantView>($"spend_limits/{limit.Id}/grants/{Uri.EscapeDataString(run.Value(id))}");
            if (run.IsJson) return run.PrintJson(ended);
            run.Note($"Ended the grant of {DollarText.OfCents(ended.Value.Amount)} on {words}.");
            return ExitCode.Ok;
        });
    }
}
