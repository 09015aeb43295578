using System.CommandLine;

namespace Claviger.Cli.Keys;

/// <summary>Options that say what requests a key may make; the same for a new key and for a change.</summary>
internal sealed class KeyRuleOptions
{
    private const string Any = "any";

    public Option<string[]> Models { get; } = new("--model") { Description = "Only this model; may be repeated, may end in * (default: any)", HelpName = "model" };

    public Option<string[]> Networks { get; } = new("--network") { Description = "Only callers from this network, like 10.0.0.0/8; may be repeated (default: any)", HelpName = "cidr" };

    public Option<string> MaxTokens { get; } = new("--max-tokens") { Description = "Largest max_tokens that a request may ask for (default: the model's own)", HelpName = "number" };

    public Option<string> Tier { get; } = new("--tier") { Description = "Tier of rate limits that the key itself is held to, or none (default: none)", HelpName = "tier" };

    public void AddTo(Command command)
    {
        command.Add(Models);
        command.Add(Networks);
        command.Add(MaxTokens);
        command.Add(Tier);
    }

    /// <summary>Null: not said. Empty: <c>any</c> was said.</summary>
    public IReadOnlyList<string>? ModelsOf(CliRun run) => List(run, Models);

    public IReadOnlyList<string>? NetworksOf(CliRun run) => List(run, Networks);

    /// <summary>Null: not said. 0: <c>any</c> was said, which lifts the ceiling.</summary>
    public long? MaxTokensOf(CliRun run) => run.Value(MaxTokens) switch
    {
        null => null,
        Any => 0,
        var text when long.TryParse(text, out var number) && number > 0 => number,
        _ => throw new CliException(ExitCode.Usage, $"{MaxTokens.Name} must be a whole number above 0, or any"),
    };

    private static string[]? List(CliRun run, Option<string[]> option) => run.Value(option) switch
    {
        null or [] => null,
        [Any] => [],
        var some when some.Contains(Any) => throw new CliException(ExitCode.Usage, $"{option.Name} any leaves no place for another {option.Name}"),
        var some => some,
    };
}
