namespace Claviger.Cli;

/// <summary>The headings of the root's help, in their order.</summary>
public static class CommandGroup
{
    public const string Run = "Run Claviger";
    public const string SignIn = "Sign in to a server";
    public const string Organization = "Look after the organization";
    public const string File = "The organization as a file";
    public const string Program = "This program";

    internal static IReadOnlyList<string> Ordered { get; } = [Run, SignIn, Organization, File, Program];
}
