namespace Claviger.Cli;

/// <summary>What the program tells the shell. Scripts depend on these numbers: never renumber. The root's help lists them.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The server refused, a check failed, or the person said no.</summary>
    public const int Refused = 1;

    public const int Usage = 2;
    public const int Unreachable = 3;
    public const int NotSignedIn = 4;
    public const int NotFound = 5;

    /// <summary>Where there are no transactions: a part was done and stays, the rest was not.</summary>
    public const int Partly = 6;

    internal static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "done"),
        (Refused, "the server refused, a check failed, or you answered no"),
        (Usage, "the command was not understood"),
        (Unreachable, "the server could not be reached"),
        (NotSignedIn, "not signed in, or the server does not accept the admin key"),
        (NotFound, "there is no such workspace, key or profile"),
        (Partly, "at Anthropic: a part was done and stays, the rest was not"),
    ];
}
