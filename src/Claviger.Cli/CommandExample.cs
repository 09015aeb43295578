namespace Claviger.Cli;

/// <summary>A command line to copy from a help page, and what it does.</summary>
public sealed record CommandExample(string Says, string Line);
