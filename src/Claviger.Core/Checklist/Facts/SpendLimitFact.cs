namespace Claviger.Core.Checklist.Facts;

/// <param name="Scope">organization, workspace, api_key, user or service_account.</param>
/// <param name="ScopeId">Null for the organization.</param>
/// <param name="Period">daily, weekly, monthly or lifetime.</param>
/// <param name="Refuses">Whether it refuses what doesn't fit now: hard, with an amount, not suspended.</param>
public sealed record SpendLimitFact(string Id, string Scope, string? ScopeId, string Period, Money? Amount, bool Refuses);
