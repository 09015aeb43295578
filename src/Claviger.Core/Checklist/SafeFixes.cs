namespace Claviger.Core.Checklist;

/// <summary>Which controls the server may mend by itself: where the act can be undone, or ends only what nobody may use any more.</summary>
public static class SafeFixes
{
    private static readonly HashSet<string> Ids = ["unused-keys", "nothing-left-behind"];

    public static IReadOnlyList<string> All { get; } = [.. Ids.Order(StringComparer.Ordinal)];

    /// <summary>What of a control's evidence the server mends; the rest is left to somebody.</summary>
    public static bool Mends(string control, string subjectType) => (control, subjectType) is ("unused-keys", "api_key") or ("nothing-left-behind", "admin_api_key");

    public static bool Has(string control) => Ids.Contains(control);
}
