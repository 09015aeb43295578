namespace Claviger.Core.Alerts;

/// <summary>What one workspace, or the organization, has spent.</summary>
/// <param name="Id">Of the workspace or organization.</param>
/// <param name="Hours">By Unix hour: only those that were asked for, and only where something was spent.</param>
/// <param name="Days">By Unix day (UTC), the same.</param>
public sealed record WorkspaceSpendFact(string Id, string Name, bool IsOrganization, DateTimeOffset CreatedAt, IReadOnlyDictionary<long, Money> Hours, IReadOnlyDictionary<long, Money> Days);
