namespace Claviger.Cli.Scan;

/// <summary>A report of Anthropic's that this key, or this plan, may not read.</summary>
internal sealed class ReportRefusedException(string message) : Exception(message);
