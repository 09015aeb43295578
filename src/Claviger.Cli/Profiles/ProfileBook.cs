namespace Claviger.Cli.Profiles;

/// <summary>All profiles, as the file holds them.</summary>
/// <param name="Current">The profile that commands use unless told otherwise.</param>
public sealed record ProfileBook(string? Current, IReadOnlyDictionary<string, Profile> Profiles)
{
    public static ProfileBook Empty { get; } = new(null, new Dictionary<string, Profile>());
}
