namespace Claviger.Console.Audit;

internal static class AuditTabs
{
    public static readonly IReadOnlyList<(string Title, string Path)> Items = [("Entries", "/audit"), ("Verify", "/audit/verify"), ("Reviews", "/audit/reviews"), ("Export", "/audit/export")];
}
