namespace Claviger.Console.Checklist;

internal static class ChecklistTabs
{
    public static readonly IReadOnlyList<(string Title, string Path)> Items = [("Findings", "/checklist"), ("Waivers", "/checklist/waivers"), ("History", "/checklist/runs")];
}
