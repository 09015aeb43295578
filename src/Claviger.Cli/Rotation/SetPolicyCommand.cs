using System.CommandLine;
using System.Globalization;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rotation;

/// <summary><c>claviger rotation set</c>: what one scope says about rotation.</summary>
internal static class SetPolicyCommand
{
    private const string Inherit = "inherit";

    public static Command Build(CliEnvironment environment)
    {
        var workspace = new Option<string>("--workspace") { Description = "Of this workspace; without --workspace and --key: of the organization", HelpName = "workspace" };
        var key = new Option<string>("--key") { Description = "Of this key", HelpName = "key" };
        var age = Text("--max-age", "From this age on a secret is overdue, like 90d", "days");
        var overlap = Text("--overlap", "How long the old secret works once a delivered one is in use, like 7d", "time");
        var ahead = Text("--ahead", "So long before it is due a secret with a sink is rotated by itself, like 14d", "days");
        var automatic = Text("--automatic", "Rotate secrets with a sink without being asked: yes or no", "yes|no");
        var extend = Text("--extend-while-in-use", "Keep an old secret that was used in its last day for another: yes or no", "yes|no");
        var hard = Text("--hard-end", "When the old secret ends after a delivery, whoever uses it, like 30d", "days");
        var sink = Text("--sink", "Where new secrets are brought to; none: nowhere", "sink");
        return new CliCommand("set", "Say how secrets of a key, a workspace or the organization are rotated")
        {
            Options = { workspace, key, age, overlap, ahead, automatic, extend, hard, sink },
            Remark = "What is not named stays. The word inherit takes an option back to the next wider scope.",
            Examples =
            [
                new("Sixty days everywhere", "claviger rotation set --max-age 60d"),
                new("Keys of production into Vault, by themselves", "claviger rotation set --workspace Production --sink vault"),
                new("This one by hand", "claviger rotation set --key prod-search --automatic no"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(workspace) is not null && run.Value(key) is not null) throw new CliException(ExitCode.Usage, "--workspace and --key can't go together");
            var request = new SetRotationPolicyRequest(
                Days(run, age), Read(run, overlap, text => (long?)Moment.Seconds(overlap.Name, text)), Days(run, ahead), YesNo(run, automatic), YesNo(run, extend), Days(run, hard),
                Read(run, sink, text => text == "none" ? "" : text));
            if (request == new SetRotationPolicyRequest()) throw new CliException(ExitCode.Usage, "nothing to set: name at least one option, such as --max-age 90d");
            using var client = run.Connect();
            var scope = run.Value(key) is { } named ? await KeyFinder.IdAsync(client, named) : run.Value(workspace) is { } place ? await WorkspaceFinder.IdAsync(client, place) : "organization";
            var set = await client.PostAsync<RotationPolicyView>($"rotation_policies/{scope}", request);
            if (run.IsJson) return run.PrintJson(set);
            run.Note($"Set. What holds for each key:  claviger rotation calendar");
            return ExitCode.Ok;
        });
    }

    private static Option<string> Text(string name, string description, string takes) => new(name) { Description = description, HelpName = takes };

    private static Settable<T?> Read<T>(CliRun run, Option<string> option, Func<string, T?> read) =>
        run.Value(option) switch { null => default, Inherit => new Settable<T?>(default), var text => new Settable<T?>(read(text)) };

    private static Settable<long?> Days(CliRun run, Option<string> option) => Read(run, option, text =>
        long.TryParse(text.EndsWith('d') ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? (long?)days
        : throw new CliException(ExitCode.Usage, $"{option.Name} '{TerminalText.Safe(text)}' is not a number of days", "Write 90d, or inherit"));

    private static Settable<bool?> YesNo(CliRun run, Option<string> option) => Read(run, option, text => text switch
    {
        "yes" => (bool?)true,
        "no" => false,
        _ => throw new CliException(ExitCode.Usage, $"{option.Name} takes yes, no or inherit"),
    });
}
