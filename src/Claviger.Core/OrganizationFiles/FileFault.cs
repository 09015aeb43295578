namespace Claviger.Core.OrganizationFiles;

/// <summary>What is wrong with a file, and where.</summary>
/// <param name="Path">Like <c>workspaces.Production.keys.prod-backend.tier</c>; list items as <c>[0]</c>. Whoever read the text knows its line.</param>
/// <param name="Message">Names the fix.</param>
public sealed record FileFault(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
