using System.CommandLine;

namespace Claviger.Cli;

/// <summary>Options that every command takes, before or after its name. Made anew for each root: an option remembers its parents.</summary>
internal static class GlobalOptions
{
    public const string Profile = "--profile";
    public const string Url = "--url";
    public const string Json = "--json";
    public const string Quiet = "--quiet";
    public const string NoColor = "--no-color";

    public static void AddTo(RootCommand root)
    {
        root.Add(new Option<string>(Profile) { Description = "Use this saved server instead of the current one", HelpName = "name", Recursive = true });
        root.Add(new Option<string>(Url) { Description = "Address of the server", HelpName = "address", Recursive = true });
        root.Add(new Option<bool>(Json) { Description = "Print the server's answer as JSON, unchanged", Recursive = true });
        root.Add(new Option<bool>(Quiet, "-q") { Description = "Print results only: no notes, no hints", Recursive = true });
        root.Add(new Option<bool>(NoColor) { Description = "No colours, as with NO_COLOR", Recursive = true });
    }

    public static T? Value<T>(ParseResult parse, string name) =>
        parse.RootCommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is Option<T> option ? parse.GetValue(option) : default;
}
