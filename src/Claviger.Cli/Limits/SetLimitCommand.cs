using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits set</c></summary>
internal static class SetLimitCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var scope = new LimitScopeOptions();
        var amount = new Option<string>("--amount") { Description = "Dollars, like 500, 0.25 or $500.00; none: no cap (required for a new limit)", HelpName = "dollars" };
        var period = LimitChoice.PeriodOption("daily, weekly, monthly or lifetime (default: monthly)");
        var mode = new Option<string>("--mode") { Description = "hard refuses what doesn't fit, soft only tells, shadow counts what it would refuse (default: hard)", HelpName = "mode" };
        var atCap = new Option<string>("--at-cap") { Description = "reserve holds all of max_tokens; slice holds a part at a time and ends a stream that no longer fits (default: reserve)", HelpName = "policy" };
        mode.CompletionSources.Add("hard", "soft", "shadow");
        atCap.CompletionSources.Add("reserve", "slice");
        var command = new CliCommand("set", "Set a limit, or change the one there is")
        {
            Remark = "A scope has one limit for each period. What you don't name stays as it is. In force for the next request; running ones run to their end.",
            Examples =
            [
                new("At most $500 a month in one workspace", "claviger limits set --workspace Production --amount 500"),
                new("At most $20 a day by one key, streams ended where the money ends", "claviger limits set --key prod-search --amount 20 --period daily --at-cap slice"),
                new("Try a cap for the organization before it is in force", "claviger limits set --organization --amount 10000 --mode shadow"),
            ],
        };
        scope.AddTo(command);
        foreach (var option in new[] { amount, period, mode, atCap }) command.Add(option);
        return command.Does(environment, async run =>
        {
            scope.DemandOne(run);
            if (run.Value(amount) is null && run.Value(mode) is null && run.Value(atCap) is null)
                throw new CliException(ExitCode.Usage, "nothing to set: give --amount, --mode or --at-cap");
            var cents = run.Value(amount) is { } text ? new Settable<string?>(AmountOption.CentsOrNone("--amount", text)) : default;

            using var client = run.Connect();
            var (whose, words) = await scope.ResolveAsync(run, client);
            var set = await client.PostAsync<SpendLimitView>("spend_limits", new SetSpendLimitRequest(
                LimitScopeOptions.ToRequest(whose), run.Value(period) ?? "monthly", cents, run.Value(mode), run.Value(atCap)));
            if (run.IsJson) return run.PrintJson(set);
            run.Note(Says(set.Value, words));
            if (set.Value.Note is { } note) run.Note(TerminalText.Safe(note), Tone.Caution);
            return ExitCode.Ok;
        });
    }

    private static string Says(SpendLimitView limit, string words)
    {
        var each = limit.Period switch { "daily" => "a day", "weekly" => "a week", "monthly" => "a month", _ => "ever" };
        var head = $"Set {TerminalText.Safe(limit.Id)}: {words}";
        if (limit.Amount is null) return $"{head} has no {TerminalText.Safe(limit.Period)} cap.";
        var cap = $"{LimitMoney.Exact(DollarText.OfCents(limit.Amount), forEyes: true)} {each}";
        var says = limit.Mode switch
        {
            "hard" => $"{head} may spend {cap}; what doesn't fit is refused.",
            "soft" => $"{head} should spend at most {cap}; nothing is refused.",
            _ => $"{head} is watched against {cap}; what it would refuse is counted.",
        };
        return limit.SuspendedUntil is { } until ? $"{says} It is suspended until {UtcTimeConverter.Text(until)}." : says;
    }
}
