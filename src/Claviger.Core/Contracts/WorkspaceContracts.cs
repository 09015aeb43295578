using System.ComponentModel.DataAnnotations;
using System.Text.Json;

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

/// <param name="WorkspaceGeo">Where data lies; for life.</param>
/// <param name="AllowedInferenceGeos">Where requests may be worked on: <c>"unrestricted"</c>, or a list of <c>us</c> and <c>global</c>.</param>
/// <param name="DefaultInferenceGeo">What a request that names no <c>inference_geo</c> is meant to get.</param>
public sealed record DataResidencyView(
    [AllowedValues("us")] string WorkspaceGeo, GeoListView AllowedInferenceGeos, [AllowedValues("us", "global")] string DefaultInferenceGeo);

/// <summary>What may be said of it; what is left out or null stays as it is.</summary>
/// <param name="WorkspaceGeo">Only what it is: it never changes.</param>
/// <param name="AllowedInferenceGeos"><c>"unrestricted"</c>, or a list.</param>
/// <param name="DefaultInferenceGeo">Among the allowed.</param>
public sealed record DataResidencyFields(
    [AllowedValues("us")] string? WorkspaceGeo = null, GeoListView? AllowedInferenceGeos = null, [AllowedValues("us", "global")] string? DefaultInferenceGeo = null);

/// <summary><c>POST /v1/organizations/workspaces</c></summary>
/// <param name="Environment">production, staging, development or a custom one; required, because key names and isolation follow from it.</param>
/// <param name="DisplayColor"><c>#rrggbb</c>; null: picked.</param>
/// <param name="Tier">Name of a tier of rate limits that all its keys share; left out or <c>none</c>: none.</param>
/// <param name="DataResidency">As <see cref="DataResidencyView"/>; what is left out is <c>us</c>, <c>"unrestricted"</c> and <c>global</c>.</param>
/// <param name="ExternalKeyId"><c>ekey_…</c>, for life.</param>
/// <param name="UserProfileId"><c>uprof_…</c> that every request for inference must then name; for life.</param>
public sealed record CreateWorkspaceRequest(
    [Length(1, 40)] string Name, [RegularExpression("^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,31}$")] string? Environment = null,
    [RegularExpression("^#[0-9A-Fa-f]{6}$")] string? DisplayColor = null, [Length(0, 50)] IReadOnlyDictionary<string, string>? Tags = null, string? Tier = null,
    [Holds(typeof(DataResidencyFields))] JsonElement? DataResidency = null,
    [RegularExpression("^ekey_[0-9A-Za-z]+$")] string? ExternalKeyId = null, [RegularExpression("^uprof_[0-9A-Za-z]+$")] string? UserProfileId = null);

/// <summary><c>POST /v1/organizations/workspaces/{id}</c>: omitted fields stay; a null tag value deletes the tag, the tier <c>none</c> removes the tier.</summary>
/// <param name="DataResidency">Its omitted fields stay, too; <c>workspace_geo</c> never changes.</param>
/// <param name="ExternalKeyId">Once: what is set stays.</param>
/// <param name="UserProfileId">Once: what is set stays.</param>
public sealed record UpdateWorkspaceRequest(
    [Length(1, 40)] string? Name = null, [RegularExpression("^#[0-9A-Fa-f]{6}$")] string? DisplayColor = null,
    [Length(0, 50)] IReadOnlyDictionary<string, string?>? Tags = null, string? Tier = null,
    [Holds(typeof(DataResidencyFields))] JsonElement? DataResidency = null,
    [RegularExpression("^ekey_[0-9A-Za-z]+$")] string? ExternalKeyId = null, [RegularExpression("^uprof_[0-9A-Za-z]+$")] string? UserProfileId = null);
