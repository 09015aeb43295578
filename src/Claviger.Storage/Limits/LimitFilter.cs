using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <param name="Type">Null: any; likewise the period.</param>
/// <param name="Workspace">Id of one: its own limits and those of its keys; null: any.</param>
/// <param name="Within">Ids of workspaces that the viewer reads limits in; null: all of the organization's.</param>
/// <param name="Self">The viewer's own member id, beside <paramref name="Within"/>.</param>
public sealed record LimitFilter(OrganizationId Organization, LimitScopeType? Type, LimitPeriod? Period, string? Workspace, IReadOnlyList<string>? Within, string? Self);
