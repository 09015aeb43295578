namespace Claviger.Core.Checklist.Facts;

/// <param name="Kind">As the alert rule says it, such as <c>spend_threshold</c>.</param>
/// <param name="WorkspaceId">Null: the whole organization.</param>
/// <param name="Channels">Ids of the channels it is sent to.</param>
public sealed record AlertRuleFact(string Id, string Name, string Kind, string? WorkspaceId, bool IsEnabled, IReadOnlyList<string> Channels);
