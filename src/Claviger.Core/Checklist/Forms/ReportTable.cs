namespace Claviger.Core.Checklist.Forms;

/// <summary>Figures beside a checklist; plain text, which each form makes safe.</summary>
public sealed record ReportTable(string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);
