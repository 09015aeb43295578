namespace Claviger.Demo.Month;

/// <summary>A workspace as the month will have it.</summary>
/// <param name="Network">Where its services are, as the first two parts of an IPv4 address.</param>
internal sealed record PlannedWorkspace(string Name, string Environment, string Color, string Network, string? Tier)
{
    public static PlannedWorkspace Production { get; } = new("Production", "production", "#C0392B", "10.20", "tier-3");
    public static PlannedWorkspace Staging { get; } = new("Staging", "staging", "#D68910", "10.30", "tier-2");
    public static PlannedWorkspace Development { get; } = new("Development", "development", "#2E86C1", "10.40", "tier-1");
    public static PlannedWorkspace DataPlatform { get; } = new("Data Platform", "production", "#7D3C98", "10.20", "tier-3");
    public static PlannedWorkspace ClaudeCode { get; } = new("Claude Code", "development", "#1E8449", "10.40", "tier-1");

    public static IReadOnlyList<PlannedWorkspace> All { get; } = [Production, Staging, Development, DataPlatform, ClaudeCode];
}
