using System.Globalization;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Scan;

/// <summary>What a manager asks first: how many people, keys and dollars; and what could not be seen.</summary>
internal static class ScanSummary
{
    public static ReportExtras Of(AnthropicReading reading)
    {
        var keys = reading.Keys.Where(key => key.Status == "active").ToList();
        var byWorkspace = keys.GroupBy(key => key.WorkspaceId ?? "").ToDictionary(group => group.Key, group => group.Count());
        var defaultId = reading.Workspaces.FirstOrDefault(workspace => workspace.IsDefault)?.Id;
        return new ReportExtras(
            [
                new ReportTable("People and keys", ["", ""],
                [
                    ["Members", Count(reading.Members.Count)],
                    ["of them admins", Count(reading.Members.Count(member => member.Role is "admin" or "owner" or "primary_owner"))],
                    ["Invites that wait", Count(reading.Invites.Count)],
                    ["Workspaces", Count(reading.Workspaces.Count(workspace => !workspace.IsDefault))],
                    ["Active API keys", Count(keys.Count)],
                    ["of them without an end", Count(keys.Count(key => key.ExpiresAt is null))],
                ]),
                new ReportTable($"Workspaces, and what they spent in {AnthropicReading.DaysOfUse} days", ["Workspace", "Active keys", "Spent"],
                    [.. reading.Workspaces.Select(workspace => (IReadOnlyList<string>)[workspace.Name, Count(byWorkspace.GetValueOrDefault(workspace.Id)), Spent(reading, workspace, defaultId)])]),
            ],
            [.. AnthropicFacts.Of(reading, new Dictionary<string, string>()).Unknown.Values]);
    }

    private static string Spent(AnthropicReading reading, AnthropicReading.WorkspaceRow workspace, string? defaultId) => reading.Costs is not { } costs
        ? "not shown"
        : Dollars(costs.GetValueOrDefault(workspace.Id) + (workspace.Id == defaultId ? costs.GetValueOrDefault("") : 0));

    private static string Dollars(decimal cents) => (cents / 100).ToString("$#,0.00", CultureInfo.InvariantCulture);

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
