namespace Claviger.Cli;

/// <summary>
/// Ends a command with a message for a person. The only exception that commands throw on purpose: <see cref="CliRoot"/> prints
/// it without a stack and exits with its code.
/// </summary>
/// <param name="hints">What to do next, a line each.</param>
public sealed class CliException(int exitCode, string message, params IReadOnlyList<string> hints) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Hints { get; } = hints;
}
