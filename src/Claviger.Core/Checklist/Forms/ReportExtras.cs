namespace Claviger.Core.Checklist.Forms;

/// <param name="NotShown">What the source can't show, a sentence each.</param>
public sealed record ReportExtras(IReadOnlyList<ReportTable> Tables, IReadOnlyList<string> NotShown)
{
    public static ReportExtras None { get; } = new([], []);
}
