using System.CommandLine;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rotation;

/// <summary><c>claviger rotation deliver</c>: a new secret that no person sees.</summary>
internal static class DeliverCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        var leaked = new Option<bool>("--leaked") { Description = "Somebody else may have it: every older secret ends now, before the new one is brought" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("deliver", "Give a key a new secret and bring it to its sink now")
        {
            Arguments = { which },
            Options = { leaked, yes },
            Remark = "The old secret is replaced only when the new one has arrived; a delivery that fails changes nothing and is tried again.",
            Examples = [new("Without waiting for its day", "claviger rotation deliver prod-search")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var key = (await KeyFinder.GetAsync(client, run.Value(which))).Value;
            var name = TerminalText.Safe(key.Name);
            if (run.Value(leaked) && !run.Confirm(run.Value(yes), $"Every secret of key {name} ends now: whatever uses it is refused until it has the new one.", $"Rotate {name}?")) return ExitCode.Refused;
            var delivery = await client.PostAsync<SecretDeliveryView>($"api_keys/{key.Id}/deliver", new DeliverApiKeyRequest(run.Value(leaked) ? true : null));
            var arrived = delivery.Value.State == "delivered";
            if (run.IsJson) run.PrintJson(delivery);
            else if (arrived) run.Note($"Brought a new secret of {name} to {TerminalText.Safe(delivery.Value.Sink)}.");
            else run.Note($"Not brought to {TerminalText.Safe(delivery.Value.Sink)} ({delivery.Value.State}): {TerminalText.Safe(delivery.Value.Error ?? "")}. {(delivery.Value.NextAttemptAt is { } next ? $"It is tried again {run.Times.Of(next)}." : "")}", Tone.Bad);
            return arrived ? ExitCode.Ok : ExitCode.Refused;
        });
    }
}
