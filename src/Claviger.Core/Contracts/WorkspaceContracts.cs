using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>
/// Anthropic's workspace object, every key always present, and Claviger's own at the end.
/// </summary>
/// <param name="Environment">Claviger's: production, staging, development or a custom one; null for the default workspace.</param>
/// <param name="IsDefault">Claviger's.</param>
/// <param name="Tier">Claviger's: whose rate limits all its keys share; null: none of its own.</param>
public sealed record WorkspaceView(
    string Id, string Type, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt, string DisplayColor,
    string CompartmentId, string? ExternalKeyId, string? UserProfileId, IReadOnlyDictionary<string, string> Tags,
    DataResidencyView DataResidency, string? Environment, bool IsDefault, string? Tier);

/// <summary>Claviger pins no geography yet: the values say "as upstream decides".</summary>
public sealed record DataResidencyView(string WorkspaceGeo, string AllowedInferenceGeos, string DefaultInferenceGeo);

/// <summary><c>POST /v1/organizations/workspaces</c></summary>
/// <param name="Environment">production, staging, development or a custom one; required, because key names and isolation follow from it.</param>
/// <param name="DisplayColor"><c>#rrggbb</c>; null: picked.</param>
/// <param name="Tier">Name of a tier of rate limits that all its keys share; left out or <c>none</c>: none.</param>
public sealed record CreateWorkspaceRequest(
    [Length(1, 40)] string Name, [RegularExpression("^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,31}$")] string? Environment = null,
    [RegularExpression("^#[0-9A-Fa-f]{6}$")] string? DisplayColor = null, [Length(0, 50)] IReadOnlyDictionary<string, string>? Tags = null, string? Tier = null);

/// <summary><c>POST /v1/organizations/workspaces/{id}</c>: omitted fields stay; a null tag value deletes the tag, the tier <c>none</c> removes the tier.</summary>
public sealed record UpdateWorkspaceRequest(
    [Length(1, 40)] string? Name = null, [RegularExpression("^#[0-9A-Fa-f]{6}$")] string? DisplayColor = null,
    [Length(0, 50)] IReadOnlyDictionary<string, string?>? Tags = null, string? Tier = null);
