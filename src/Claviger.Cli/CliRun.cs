using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;

namespace Claviger.Cli;

/// <summary>One run of one command: its options, the server it speaks to, and the ways it prints.</summary>
internal sealed class CliRun(ParseResult parse, CliEnvironment environment)
{
    private readonly bool _colors = environment.Colors && !GlobalOptions.Value<bool>(parse, GlobalOptions.NoColor);

    public CliEnvironment Environment => environment;

    /// <summary>Results.</summary>
    public Screen Out => field ??= new Screen(environment.Out, environment.OutIsTerminal, environment.Width, _colors && environment.OutIsTerminal);

    /// <summary>Notes, hints, questions and errors.</summary>
    public Screen Error => field ??= new Screen(environment.Error, environment.ErrorIsTerminal, environment.Width, _colors && environment.ErrorIsTerminal);

    public TimeText Times => field ??= new TimeText(environment.Time.GetUtcNow(), environment.OutIsTerminal);

    public bool IsJson => GlobalOptions.Value<bool>(parse, GlobalOptions.Json);

    public bool IsQuiet => GlobalOptions.Value<bool>(parse, GlobalOptions.Quiet);

    public string? ProfileOption => GlobalOptions.Value<string>(parse, GlobalOptions.Profile);

    public string? UrlOption => GlobalOptions.Value<string>(parse, GlobalOptions.Url);

    public T? Value<T>(Option<T> option) => parse.GetValue(option);

    /// <summary>Whether it stands on the command line, with a value or without.</summary>
    public bool Says(Option option) => parse.GetResult(option) is { Implicit: false };

    public T Value<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    /// <summary>Null when it was left out.</summary>
    public T? Optional<T>(Argument<T> argument) => parse.GetValue(argument);

    public AdminClient Connect() => Connect(Connection.Resolve(environment, ProfileOption, UrlOption));

    public AdminClient Connect(Connection connection) => new(connection, environment.Handler());

    public int PrintJson<T>(Answer<T> answer)
    {
        Out.Raw(JsonText.Pretty(answer.Json));
        return ExitCode.Ok;
    }

    /// <summary>What was done, for a person. Not part of the result.</summary>
    public void Note(string text, Tone tone = Tone.Plain)
    {
        if (!IsQuiet) Error.Line(text, tone);
    }

    /// <summary>States what is about to happen, and asks. Without a terminal to ask on, <c>--yes</c> is the only yes.</summary>
    public bool Confirm(bool yes, string whatHappens, string question)
    {
        if (yes) return true;
        if (!environment.InIsTerminal || !environment.ErrorIsTerminal)
            throw new CliException(ExitCode.Usage, "this needs a yes, and there is no terminal to ask on", whatHappens, "If you mean it, add --yes");
        foreach (var line in WordWrap.Lines(whatHappens, Error.Width)) Error.Line(line);
        environment.Error.Write($"{question} [y/N] ");
        environment.Error.Flush();
        if (environment.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes") return true;
        Error.Line("Nothing was changed.");
        return false;
    }
}
