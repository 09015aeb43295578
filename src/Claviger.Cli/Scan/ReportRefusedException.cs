namespace Claviger.Cli.Scan;

/// <summary>A report of Anthropic's that this key, or this plan, may not read, or that isn't one.</summary>
/// <param name="status">Of the answer; 200 where it was not a report.</param>
internal sealed class ReportRefusedException(string message, int status = 200) : Exception(message)
{
    public int Status { get; } = status;
}
