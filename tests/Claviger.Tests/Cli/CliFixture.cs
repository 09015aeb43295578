using Claviger.Cli;
using Claviger.Cli.Profiles;
using Claviger.Core.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Cli;

/// <summary>A person at a shell: a home folder of their own, a clock that stands still, a server that is a fake.</summary>
internal sealed class CliFixture : IDisposable
{
    public const string Url = "http://127.0.0.1:8080";

    private readonly string _home = Directory.CreateTempSubdirectory("claviger-cli-").FullName;

    public FakeAdminApi Server { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 37, 0, TimeSpan.Zero));

    public Dictionary<string, string> Variables { get; } = [];

    public string AdminKey { get; } = KeyToken.New(KeyTokenKind.AdminKey);

    public bool Terminal { get; set; }

    public bool Colors { get; set; }

    public int Width { get; set; } = 100;

    public string Typed { get; set; } = "";

    public string? TypedSecret { get; set; }

    public string ConfigFolder => Path.Combine(_home, ".config", "claviger");

    public ProfileStore Profiles => new(ConfigFolder);

    public static CliFixture SignedIn()
    {
        var fixture = new CliFixture();
        fixture.Profiles.Save("default", new Profile(Url, fixture.AdminKey, "Example Org"), makeCurrent: true);
        return fixture;
    }

    public CliEnvironment Environment(TextWriter output, TextWriter error) => new()
    {
        Out = output,
        Error = error,
        In = new StringReader(Typed),
        Time = Time,
        Variable = Variables.GetValueOrDefault,
        Handler = () => Server,
        HomeFolder = _home,
        ReadSecret = () => TypedSecret,
        InIsTerminal = Terminal,
        OutIsTerminal = Terminal,
        ErrorIsTerminal = Terminal,
        Width = Width,
        Ansi = Colors,
    };

    public async Task<CliResult> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CliRoot.RunAsync(args, Environment(output, error));
        return new CliResult(exit, output.ToString(), error.ToString());
    }

    /// <summary>What a terminal would show, as a text to approve: the line typed, both streams, the exit code.</summary>
    public async Task<string> TranscriptAsync(params string[][] lines)
    {
        var text = new StringWriter();
        foreach (var args in lines)
        {
            text.WriteLine($"$ claviger {string.Join(' ', args.Select(arg => arg.Contains(' ') ? $"\"{arg}\"" : arg))}");
            var exit = await CliRoot.RunAsync(args, Environment(text, text));
            if (exit != 0) text.WriteLine($"[exit {exit}]");
            text.WriteLine();
        }

        return text.ToString().Replace(_home, "~").TrimEnd('\n') + "\n";
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
