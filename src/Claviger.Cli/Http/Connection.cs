using Claviger.Cli.Profiles;

namespace Claviger.Cli.Http;

/// <summary>Which server, with which admin key, and where the two came from.</summary>
internal sealed record Connection(string Url, string AdminKey, string Source)
{
    /// <summary>Options win over variables, variables over the profile.</summary>
    public static Connection Resolve(CliEnvironment environment, string? profileOption, string? urlOption)
    {
        var url = (urlOption ?? environment.Setting("CLAVIGER_URL")) is { } given ? ServerAddress.Parse(given) : null;
        var key = environment.Setting("CLAVIGER_ADMIN_KEY");
        if (url is not null && key is not null) return new Connection(url, key, "CLAVIGER_ADMIN_KEY");

        var (name, profile) = Pick(ProfileStore.Of(environment).Load(), profileOption ?? environment.Setting("CLAVIGER_PROFILE"));
        if (key is not null) return new Connection(profile.Url, key, "CLAVIGER_ADMIN_KEY");

        // A mistyped address must not be handed the key of another server.
        if (url is not null && !ServerAddress.Same(url, profile.Url))
            throw new CliException(ExitCode.NotSignedIn, $"the key of profile '{name}' belongs to {profile.Url} and is not sent to {url}", $"Sign in there: claviger login --url {url} --profile <name>", "Or set CLAVIGER_ADMIN_KEY.");
        return new Connection(profile.Url, profile.AdminKey, $"profile '{name}'");
    }

    private static (string Name, Profile Profile) Pick(ProfileBook book, string? wanted)
    {
        if (book.Profiles.Count == 0 && wanted is null)
            throw new CliException(ExitCode.NotSignedIn, "you are not signed in to a server", "Sign in: claviger login", "Or set CLAVIGER_URL and CLAVIGER_ADMIN_KEY.", "To try Claviger first: claviger demo");
        var name = wanted ?? book.Current
            ?? throw new CliException(ExitCode.NotSignedIn, "no profile is in use", "Choose one: claviger profile use <name>", "See them: claviger profile list");
        return book.Profiles.TryGetValue(name, out var profile) ? (name, profile) : throw UnknownProfile(book, name);
    }

    public static CliException UnknownProfile(ProfileBook book, string name) => new(
        ExitCode.NotFound, $"there is no profile '{Output.TerminalText.Safe(name)}'",
        Help.Nearest.Hint(name, book.Profiles.Keys) ?? "See them: claviger profile list");
}
