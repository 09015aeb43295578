using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits suspend | resume</c>: two ways to set one field.</summary>
internal static class SuspendLimitCommand
{
    public static Command Suspend(CliEnvironment environment)
    {
        var which = new LimitChoice();
        var until = new Option<string>("--until") { Description = "When it is in force again by itself: 24h, 7d, or a date", HelpName = "when", Required = true };
        var command = new CliCommand("suspend", "Lift a limit until a time")
        {
            Remark = "It goes on counting: what is spent meanwhile counts when it is in force again.",
            Examples = [new("Over the weekend", "claviger limits suspend --workspace Production --until 2026-11-30")],
        };
        which.AddTo(command);
        command.Add(until);
        return command.Does(environment, async run =>
        {
            var end = Moment.Future("--until", run.Value(until)!, run.Environment.Time.GetUtcNow());
            return await SetAsync(run, which, end, (id, words) => $"Suspended {words} until {run.Times.Full(end)}. End that earlier with: claviger limits resume {id}");
        });
    }

    public static Command Resume(CliEnvironment environment)
    {
        var which = new LimitChoice();
        var command = new CliCommand("resume", "Put a suspended limit in force again")
        {
            Examples = [new("Earlier than planned", "claviger limits resume --workspace Production")],
        };
        which.AddTo(command);
        return command.Does(environment, run => SetAsync(run, which, null, (_, words) => $"In force: {words}."));
    }

    private static async Task<int> SetAsync(CliRun run, LimitChoice which, DateTimeOffset? until, Func<string, string, string> done)
    {
        using var client = run.Connect();
        var (limit, words) = await which.FindAsync(run, client);
        var set = await client.PostAsync<SpendLimitView>("spend_limits", new SetSpendLimitRequest(
            LimitScopeOptions.ToRequest(limit.Scope), limit.Period, SuspendedUntil: new Settable<DateTimeOffset?>(until)));
        if (run.IsJson) return run.PrintJson(set);
        run.Note(done(TerminalText.Safe(limit.Id), words));
        if (set.Value.Note is { } note) run.Note(TerminalText.Safe(note), Tone.Caution);
        return ExitCode.Ok;
    }
}
