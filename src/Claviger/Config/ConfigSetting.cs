namespace Claviger.Config;

/// <summary>One setting: its path in the file, its environment variable, what it takes, and how it is put in.</summary>
/// <param name="Path">Dotted, as in the file.</param>
/// <param name="Takes">For error messages and the reference.</param>
/// <param name="Apply">Null when the text is not what it takes.</param>
internal sealed record ConfigSetting(string Path, string Takes, Func<ServerConfig, string, ServerConfig?> Apply)
{
    public string Variable => "CLAVIGER_" + Path.Replace('.', '_').ToUpperInvariant();
}
