using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Claviger.Core.Contracts;

/// <summary>What the organization as a whole is held to in one group.</summary>
/// <param name="Models">Ids and aliases; null for a group that isn't about models.</param>
public sealed record RateLimitView(
    string Id, string Type, RateLimitGroupView Group, IReadOnlyList<string>? Models, IReadOnlyList<RateLimitValue> Limits,
    [property: LegacyField] string GroupType);

/// <param name="DisplayName">Of model groups only.</param>
public sealed record RateLimitGroupView(string Id, string Type, string? DisplayName);

/// <param name="Type">Name of the limiter.</param>
public sealed record RateLimitValue(string Type, long Value);

/// <summary>What one workspace is held to in one group, beside the organization's limits, which apply at the same time.</summary>
public sealed record WorkspaceRateLimitView(
    string Type, string WorkspaceId, string RateLimitId, RateLimitGroupView Group, IReadOnlyList<string>? Models,
    IReadOnlyList<WorkspaceRateLimitValue> Limits, [property: LegacyField] string GroupType);

/// <param name="OrgLimit">Null: the organization has no limit of that type.</param>
public sealed record WorkspaceRateLimitValue(string Type, long Value, long? OrgLimit, RateLimitSource Source);

/// <param name="Type">workspace, or organization where it is inherited.</param>
/// <param name="Tier">Claviger's: the workspace's tier, where the value comes from that and not from an override.</param>
public sealed record RateLimitSource([AllowedValues("workspace", "organization")] string Type, string? Tier);

/// <param name="Type">Name of the limiter.</param>
/// <param name="Value">Null: the workspace has no figure of its own.</param>
public sealed record RateLimitChange(string Type, long? Value);

/// <summary><c>POST /v1/organizations/workspaces/{id}/rate_limits/{rate_limit_id}</c></summary>
/// <param name="Limits">A list of <c>{"type": limiter, "value": number or null}</c>: null clears, types that aren't named stay.</param>
public sealed record UpdateWorkspaceRateLimitRequest([Holds(typeof(IReadOnlyList<RateLimitChange>))] JsonElement Limits);

/// <summary>The tier of the organization (Claviger's extension); null: none.</summary>
public sealed record OrganizationTierView(string Type, string? Tier);

/// <param name="Tier"><c>none</c> removes it.</param>
public sealed record SetOrganizationTierRequest(string Tier);
