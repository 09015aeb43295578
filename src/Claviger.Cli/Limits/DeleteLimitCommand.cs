using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits delete</c></summary>
internal static class DeleteLimitCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = new LimitChoice();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        var command = new CliCommand("delete", "Take a limit away")
        {
            Remark = "Its grants go with it. What was spent stays in the books: a limit set again begins with it. To lift one for a while, suspend it.",
            Examples = [new("Asks first", "claviger limits delete --workspace Production --period monthly"), new("In a script", "claviger limits delete spl_01AbCdEfGhIjKlMnOpQrStUv --yes")],
        };
        which.AddTo(command);
        command.Add(yes);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (limit, words) = await which.FindAsync(run, client);
            var cap = limit.Amount is null ? "no cap" : $"{DollarText.OfCents(limit.Amount)}, {TerminalText.Safe(limit.Mode)}";
            if (!run.Confirm(run.Value(yes), $"Deleting {words} ({cap}) lifts it at once, and ends its grants.", "Delete it?")) return ExitCode.Refused;
            var deleted = await client.DeleteAsync<DeletedSpendLimitView>($"spend_limits/{limit.Id}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted {words}.");
            if (deleted.Value.Note is { } note) run.Note(TerminalText.Safe(note), Tone.Caution);
            return ExitCode.Ok;
        });
    }
}
