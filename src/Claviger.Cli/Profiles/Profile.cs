namespace Claviger.Cli.Profiles;

/// <summary>How to reach one server. Holds the admin key in the clear: only <see cref="ProfileStore"/> writes it, nothing prints it.</summary>
/// <param name="Url">Address without a path, as clients use it too.</param>
/// <param name="Organization">Name the server gave when the profile was saved.</param>
public sealed record Profile(string Url, string AdminKey, string? Organization = null)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => Url;
}
