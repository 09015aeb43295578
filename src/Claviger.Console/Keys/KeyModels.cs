using Claviger.Control.Keys;
using Claviger.Core.Contracts;

namespace Claviger.Console.Keys;

/// <param name="Search">As it was typed.</param>
public sealed record KeyListModel(KeyRows Page, IReadOnlyList<WorkspaceView> Workspaces, string? Search, string? Workspace, string? Environment, string? Status, string? Sort, bool IsFirstPage);

/// <param name="Limits">Every limit that covers it; null: the viewer may not read limits.</param>
/// <param name="Owners">Some of whom it may be handed to; empty: the viewer may not see people.</param>
public sealed record KeyModel(
    KeyRow Row, IReadOnlyList<ApiKeySecretView> Secrets, RotationView? Rotation, SpendExplanationView? Limits, IReadOnlyList<ApiKeySightingView> Sightings, IReadOnlyList<(string Email, string Name)> Owners);

/// <param name="Sent">What was typed, to stand there again.</param>
/// <param name="Channels">That a new alert may be told by.</param>
public sealed record NewKeyModel(
    IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<string> Tiers, IReadOnlyList<(string Id, string Name)> Channels, IReadOnlyList<(string Email, string Name)> Owners, NewKeySent Sent);

public sealed record NewKeySent(string? Workspace, string? Service, string? Name, string? Environment, string? Owner, string? Cap, bool Alert, IReadOnlyList<string> Channels, string? Tier, string? Models, string? Networks, string? Expires)
{
    public static NewKeySent Nothing(string? workspace) => new(workspace, null, null, null, null, null, Alert: true, [], null, null, null, null);
}

/// <param name="Old">The secret it takes the place of; null: it is the first.</param>
/// <param name="Address">Of this server, as the browser reached it.</param>
public sealed record NewSecretModel(ApiKeyView Key, string Secret, ApiKeySecretView? Old, string Address);
