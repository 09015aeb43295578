namespace Claviger.Core.Alerts;

/// <summary>What an alert is about.</summary>
/// <param name="Type">As the wire says it: organization, workspace, api_key, spend_limit, alert_channel, checklist_control, …</param>
/// <param name="Id">Unique together with the rule, period and threshold.</param>
/// <param name="WorkspaceId">The workspace it belongs to, for routing; null: none.</param>
/// <param name="OwnerId">The member or service account that answers for it; null: none.</param>
public sealed record AlertSubject(string Type, string Id, string Name, string? WorkspaceId = null, string? OwnerId = null);
