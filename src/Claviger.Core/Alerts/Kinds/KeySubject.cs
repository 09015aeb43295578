using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Alerts.Kinds;

/// <summary>A key as what an alert is about.</summary>
internal static class KeySubject
{
    public static IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization, AlertScopeType.Workspace, AlertScopeType.ApiKey, AlertScopeType.Owner];

    public static AlertSubject Of(KeyFact key) => new("api_key", key.Id, key.Name, key.WorkspaceId, key.OwnerId);
}
