using System.CommandLine;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys rotate</c>: a new secret for a key that stays the same key.</summary>
internal static class RotateKeyCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = new Argument<string?>("key") { Description = "Name or id of the key; without one, say which keys are meant", Arity = ArgumentArity.ZeroOrOne };
        var overdue = new Option<bool>("--overdue") { Description = "Every key whose secret is overdue" };
        var workspace = new Option<string>("--workspace") { Description = "Every key of this workspace", HelpName = "workspace" };
        var service = new Option<string>("--service") { Description = "Every key of this service", HelpName = "service" };
        var owner = new Option<string>("--owner") { Description = "Every key of this member", HelpName = "member" };
        var olderThan = new Option<string>("--older-than") { Description = "Of many keys: leave younger secrets alone (default: 1d)", HelpName = "time" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Of many keys: only say what would be done" };
        var showSecrets = new Option<bool>("--show-secrets") { Description = "Of many keys: rotate those without a sink too, and print their secrets" };
        var overlap = new Option<string>("--overlap") { Description = "How long the old secret works once the new one is in use, up to 30d; 0 ends it now (default: 7d)", HelpName = "time" };
        var latest = new Option<string>("--latest") { Description = "When the old secret ends even if the new one was never used (default: 30d)", HelpName = "when" };
        var leaked = new Option<bool>("--leaked") { Description = "Somebody else may have it: every older secret ends now" };
        var cut = KeysCommand.CutRequests();
        var secretOnly = new Option<bool>("--secret-only") { Description = "Print the secret and nothing else, to pipe into a secret store" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("rotate", "Give a key a new secret, and the old one an end")
        {
            Arguments = { which },
            Options = { overlap, latest, leaked, cut, secretOnly, overdue, workspace, service, owner, olderThan, dryRun, showSecrets, yes },
            Remark = "The key stays the same: name, limits, spend and history. Both secrets work until the old one ends: so long after the first use of the new one, or at the latest end. "
                + "Who still uses the old one: claviger keys secrets.",
            Examples =
            [
                new("The quarterly rotation", "claviger keys rotate prod-search"),
                new("Straight into a secret store", "claviger keys rotate prod-search --secret-only | vault kv put secret/search key=-"),
                new("All that is late, into their sinks", "claviger keys rotate --overdue"),
                new("It was pushed to a public repository", "claviger keys rotate prod-search --leaked --cut-requests"),
            ],
        }.Does(environment, async run =>
        {
            var isMany = run.Value(overdue) || run.Value(workspace) is not null || run.Value(service) is not null || run.Value(owner) is not null;
            if (run.Optional(which) is null != isMany) throw new CliException(ExitCode.Usage, isMany ? "name one key, or say which keys are meant: not both" : "name a key, or say which: --overdue, --workspace, --service or --owner");
            if (!isMany && (run.Value(dryRun) || run.Value(showSecrets) || run.Value(olderThan) is not null)) throw new CliException(ExitCode.Usage, "--dry-run, --older-than and --show-secrets are for many keys");
            if (isMany)
            {
                if (run.Value(leaked) || run.Value(cut) || run.Value(secretOnly) || (run.Value(overlap) ?? run.Value(latest)) is not null)
                    throw new CliException(ExitCode.Usage, "--overlap, --latest, --leaked, --cut-requests and --secret-only are for one key");
                using var many = run.Connect();
                var workspaceId = run.Value(workspace) is { } place ? await WorkspaceFinder.IdAsync(many, place) : null;
                var ownerId = run.Value(owner) is { } person ? await MemberFinder.IdAsync(many, person) : null;
                var age = TimeSpan.FromSeconds(run.Value(olderThan) is { } young ? Moment.Seconds(olderThan.Name, young) : 86_400);
                return await RotateManyKeys.RunAsync(
                    run, many,
                    key => (!run.Value(overdue) || key.Status == "overdue") && (workspaceId is null || key.WorkspaceId == workspaceId)
                        && (run.Value(service) is not { } named || key.Service == named) && (ownerId is null || key.Owner.Id == ownerId),
                    age, run.Value(dryRun), run.Value(showSecrets), run.Value(yes));
            }

            if (run.Value(secretOnly) && run.IsJson) throw new CliException(ExitCode.Usage, "--secret-only and --json can't go together");
            if (run.Value(leaked) && (run.Value(overlap) ?? run.Value(latest)) is not null) throw new CliException(ExitCode.Usage, "--leaked ends older secrets now: leave out --overlap and --latest");
            var seconds = run.Value(overlap) is { } text ? Moment.Seconds(overlap.Name, text) : (long?)null;
            var end = run.Value(latest) is { } when ? Moment.Future(latest.Name, when, run.Environment.Time.GetUtcNow()) : (DateTimeOffset?)null;
            var request = new RotateApiKeyRequest(seconds, end, run.Value(leaked) ? true : null, run.Value(cut) ? true : null);

            using var client = run.Connect();
            var key = (await KeyFinder.GetAsync(client, run.Optional(which)!)).Value;
            if ((run.Value(leaked) || seconds == 0)
                && !run.Confirm(run.Value(yes), $"The secret {TerminalText.Safe(key.PartialKeyHint)} of key {TerminalText.Safe(key.Name)} ends now: whatever uses it is refused until it has the new one.", $"Rotate {TerminalText.Safe(key.Name)}?"))
                return ExitCode.Refused;
            var rotated = await client.PostAsync<RotatedApiKeyView>($"api_keys/{key.Id}/rotate", request);
            if (run.IsJson) return run.PrintJson(rotated);
            if (run.Value(secretOnly)) run.Out.Raw(TerminalText.Safe(rotated.Value.Secret));
            else Print(run, rotated.Value);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, RotatedApiKeyView rotated)
    {
        var (name, old) = (TerminalText.Safe(rotated.ApiKey.Name), rotated.Previous);
        run.Note($"Rotated key {name}. Its new secret:");
        run.Note("");
        run.Out.Parts(new Cell("  "), new Cell(rotated.Secret, Tone.Strong));
        run.Note("");
        run.Note("Shown once: store it now. Nobody can show it again, not even Claviger.", Tone.Caution);
        run.Note(old.OverlapSeconds is { } overlap && old.EndsAt is { } latest
            ? $"The old one ({TerminalText.Safe(old.PartialKeyHint)}) works until {SpanText.Of(overlap)} after the first use of the new one, {run.Times.Full(latest)} at the latest."
            : $"The old one ({TerminalText.Safe(old.PartialKeyHint)}) is refused from now on.");
        run.Note($"See who has moved:  claviger keys secrets {ShellText.Quote(name)}");
    }
}
