using Claviger.Console.Parts;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Console.Workspaces;

/// <param name="Search">As it was typed.</param>
public sealed record WorkspaceListModel(WorkspaceRows Page, string? Search, bool Archived, bool IsFirstPage);

/// <summary>What the viewer may not see is null or empty.</summary>
/// <param name="Dearest">Its keys that cost most this month.</param>
/// <param name="Days">The last 30 UTC days by model.</param>
/// <param name="Tiers">That it may be given.</param>
/// <param name="Environment">As it is declared.</param>
/// <param name="Rates">What its keys are held to together.</param>
/// <param name="Email">As it was typed to add somebody.</param>
public sealed record WorkspaceModel(
    WorkspaceRow Row, IReadOnlyList<LimitRow> Limits, IReadOnlyList<KeyRow> Dearest, TimeBars? Days, WorkspaceMemberRows? Members, bool IsFirstPage,
    IReadOnlyList<string> Tiers, EnvironmentView? Environment, IReadOnlyList<WorkspaceRateLimitView> Rates, WorkspaceSent Sent, string? Email);

public sealed record NewWorkspaceModel(IReadOnlyList<string> Environments, IReadOnlyList<string> Tiers, WorkspaceSent Sent);

/// <param name="Dearest">Its keys that cost most this month.</param>
public sealed record ArchiveModel(WorkspaceRow Row, IReadOnlyList<KeyRow> Dearest);

/// <summary>A workspace's fields as they stand in a form.</summary>
/// <param name="Tags">name=value, one a line.</param>
public sealed record WorkspaceSent(string? Name, string? Environment, string? Color, string? Tags, string? Tier, string? AllowedGeos, string? DefaultGeo)
{
    public static WorkspaceSent Nothing { get; } = new(null, null, null, null, null, null, null);

    public static WorkspaceSent Of(WorkspaceView view) => new(
        view.Name, view.Environment, view.DisplayColor, string.Join('\n', view.Tags.Select(tag => $"{tag.Key}={tag.Value}")), view.Tier,
        view.DataResidency.AllowedInferenceGeos.Geos is { } geos ? string.Join(',', geos) : "unrestricted", view.DataResidency.DefaultInferenceGeo);
}
