namespace Claviger.Tests.Cli;

internal sealed record CliResult(int Exit, string Out, string Error);
