using Claviger.Core.Contracts;

namespace Claviger.Console.Checklist;

/// <summary>The checklist's chapters. A control that none names comes under the last.</summary>
internal static class ChecklistSections
{
    private static readonly (string Title, string[] Controls)[] Chapters =
    [
        ("Keys and workspaces", ["separate-workspaces", "default-workspace-unused", "one-key-per-service", "one-service-per-key", "descriptive-names"]),
        ("Spend", ["key-spend-limits", "workspace-spend-limits", "organization-spend-limit", "spend-alerts"]),
        ("Rotation", ["secrets-rotated", "rotation-scheduled", "unused-keys"]),
        ("Environments", ["environments-apart", "tiers-differ", "separate-upstreams", "production-networks", "production-models"]),
        ("People", ["nothing-left-behind", "offboarding-exercised", "enough-admins", "admin-keys-rotated"]),
        ("Proof", ["audit-log-proven", "audit-log-reviewed", "spend-resolved"]),
    ];

    public static IEnumerable<(string Title, IReadOnlyList<FindingView> Findings)> Of(IReadOnlyList<FindingView> findings)
    {
        var rest = findings.ToList();
        for (var i = 0; i < Chapters.Length; i++)
        {
            var (title, controls) = Chapters[i];
            var own = rest.Where(finding => i == Chapters.Length - 1 || controls.Contains(finding.ControlId)).ToList();
            rest.RemoveAll(own.Contains);
            if (own.Count > 0) yield return (title, own);
        }
    }
}
