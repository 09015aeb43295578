using Claviger.Console.Parts;
using Claviger.Control.Keys;
using Claviger.Control.Rotation;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Console.Overview;

/// <summary>What the first page shows. What the viewer may not see is null or empty.</summary>
/// <param name="Organization">This month's spend, forecast and cap of the whole; null: the viewer sees single workspaces.</param>
/// <param name="Days">The last 30 UTC days, oldest first.</param>
/// <param name="WillReach">What reaches its cap before its period ends, soonest first.</param>
/// <param name="Dearest">The keys that cost most this month.</param>
/// <param name="Checklist">As it stands, or the newest kept run of a large organization.</param>
/// <param name="Leavers">What was found of people who left and whose secrets still work.</param>
/// <param name="Overdue">Secrets older than their policy allows.</param>
public sealed record OverviewModel(
    Money Today, long RequestsToday, SpendForecastRow? Organization, TimeBars Days, IReadOnlyList<SpendForecastRow> WillReach, IReadOnlyList<KeyRow> Dearest, IReadOnlyList<AlertView> Alerts,
    ChecklistView? Checklist, IReadOnlyList<EvidenceView> Leavers, OverdueRotations Overdue, int IncreaseRequests, long Unresolved);
