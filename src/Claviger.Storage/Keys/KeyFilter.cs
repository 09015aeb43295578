using Claviger.Core;

namespace Claviger.Storage.Keys;

/// <param name="Begins">What the name or the service begins with; null: any.</param>
/// <param name="Owner">Id of a member or service account; null: any.</param>
/// <param name="Status">As stored or derived: 0 active, 1 inactive, 2 archived, 3 expired; null: all but archived.</param>
/// <param name="Within">Ids of workspaces; null: all.</param>
public sealed record KeyFilter(OrganizationId Organization, string? Begins, string? Workspace, string? Environment, string? Owner, int? Status, IReadOnlyList<string>? Within);
