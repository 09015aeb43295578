using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys secrets</c> and <c>end-overlap</c>: has everybody moved, and then it may end.</summary>
internal static class KeySecretsCommand
{
    public static Command List(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        return new CliCommand("secrets", "Show a key's secrets and when each was used")
        {
            Arguments = { which },
            Remark = "After a rotation: consumers have moved when the new secret is in use and the old one's last use lies behind.",
            Examples = [new("May the old one end?", "claviger keys secrets prod-search")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var secrets = await client.GetAsync<ApiKeySecretList>($"api_keys/{await KeyFinder.IdAsync(client, run.Value(which))}/secrets");
            if (run.IsJson) return run.PrintJson(secrets);
            var table = new ListTable(
                new Column("SECRET"), new Column("STATUS"), new Column("FIRST USED"), new Column("LAST USED"), new Column("ENDS"), new Column("CREATED", DropsAt: 2), new Column("ID", DropsAt: 1));
            foreach (var secret in secrets.Value.Data)
                table.Add(
                    secret.PartialKeyHint, new Cell(secret.Status, secret.Status switch { "current" => Tone.Good, "overlap" or "delivering" => Tone.Caution, _ => Tone.Faint }),
                    Time(run, secret.FirstUsedAt), Time(run, secret.LastUsedAt), Ends(run, secret), Cell.Faint(run.Times.Of(secret.CreatedAt)), Cell.Faint(secret.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    public static Command EndOverlap(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        var cut = KeysCommand.CutRequests();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("end-overlap", "End the old secret of a rotated key now")
        {
            Arguments = { which },
            Options = { cut, yes },
            Examples = [new("Everybody has moved", "claviger keys end-overlap prod-search")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var key = (await KeyFinder.GetAsync(client, run.Value(which))).Value;
            var name = TerminalText.Safe(key.Name);
            var secrets = (await client.GetAsync<ApiKeySecretList>($"api_keys/{key.Id}/secrets")).Value.Data;
            if (secrets.FirstOrDefault(secret => secret.Status == "overlap") is not { } old)
                throw new CliException(ExitCode.Refused, $"key {name} has one secret only", $"To replace it: claviger keys rotate {ShellText.Quote(name)}");
            var use = old.LastUsedAt is { } last ? $"last used {run.Times.Of(last)}" : "never used";
            if (!run.Confirm(run.Value(yes), $"The old secret {TerminalText.Safe(old.PartialKeyHint)} of key {name} was {use}. Whatever still has it is refused from then on.", "End it?"))
                return ExitCode.Refused;
            var ended = await client.PostAsync<ApiKeySecretView>($"api_keys/{key.Id}/secrets/{old.Id}/end", new EndApiKeySecretRequest(run.Value(cut) ? true : null));
            if (run.IsJson) return run.PrintJson(ended);
            run.Note($"Ended {TerminalText.Safe(old.PartialKeyHint)}: key {name} has one secret again.");
            return ExitCode.Ok;
        });
    }

    private static Cell Time(CliRun run, DateTimeOffset? at) => at is { } time ? new Cell(run.Times.Of(time)) : Cell.Faint("never");

    private static Cell Ends(CliRun run, ApiKeySecretView secret) => secret switch
    {
        { EndsAt: null } => Cell.Faint("when replaced"),
        { OverlapSeconds: { } overlap, EndsAt: { } latest } => new Cell($"{SpanText.Of(overlap)} after first use of the new one, {run.Times.Of(latest)} at the latest"),
        { EndsAt: { } end } => new Cell(run.Times.Of(end)),
    };
}
