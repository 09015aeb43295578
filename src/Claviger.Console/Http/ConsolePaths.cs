namespace Claviger.Console.Http;

/// <summary>Where the console lies.</summary>
public static class ConsolePaths
{
    public const string Root = "/console";
    public const string SignIn = Root + "/sign-in";

    /// <summary>Within the console, for whoever was sent to sign in first. Anything else would make the sign-in page a door to strangers' sites.</summary>
    public static string ReturnPath(string? asked) =>
        asked is { Length: < 500 } && asked.StartsWith(Root + "/", StringComparison.Ordinal) && !asked.StartsWith(SignIn, StringComparison.Ordinal) && asked.All(c => c is > ' ' and < '\u007f' and not '\\')
            ? asked : Root + "/";
}
