using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Alerts;
using Claviger.Control.Checklist;
using Claviger.Control.Keys;
using Claviger.Control.Ledger;
using Claviger.Control.Limits;
using Claviger.Control.Rotation;
using Claviger.Control.Usage;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Console.Overview;

/// <summary>Gathers the first page from the use cases that the other pages are made of.</summary>
internal sealed class ReadOverview(
    ReportUsage usage, ForecastSpend forecast, BrowseKeys keys, ListAlerts alerts, ListChecklistRuns runs, ListRotations rotations, ListIncreaseRequests requests, ListUnresolved unresolved, ListWorkspaces workspaces)
{
    private const int Days = 30;
    private const int Few = 5;

    public OverviewModel Run(Viewer viewer)
    {
        var actor = viewer.Actor;
        var today = new DateTimeOffset(viewer.Now.UtcDateTime.Date, TimeSpan.Zero);
        var from = today.AddDays(1 - Days);
        var report = usage.Run(actor, ConsoleCall.Ask(("starting_at", Time(from)), ("bucket_width", "1d"), ("limit", $"{Days}"), ("group_by[]", "workspace_id"))).Value?.Data ?? [];
        var names = (workspaces.Run(actor, ConsoleCall.Ask(("limit", "1000"), ("include_archived", "true"))).Value?.Data ?? []).ToDictionary(place => place.Id, place => place.Name);
        var ahead = forecast.Run(actor, ConsoleCall.Ask(("scope_type[]", "organization"), ("scope_type[]", "workspace"), ("scope_type[]", "api_key"))).Value?.Data ?? [];
        var run = LatestRun(viewer);
        return new OverviewModel(
            new Money(report.Count == 0 ? 0 : report[^1].Results.Sum(row => DollarText.OfCents(row.CostCents).Nanos)),
            report.Count == 0 ? 0 : report[^1].Results.Sum(row => row.Requests),
            ahead.FirstOrDefault(row => row.Scope.Type == "organization"),
            StackedChart.Of([.. report.Select(bucket => bucket.StartingAt)], [.. report.SelectMany((bucket, i) => bucket.Results.Select(row => (i, row.WorkspaceId is { } id ? names.GetValueOrDefault(id, id) : "Default", DollarText.OfCents(row.CostCents))))]),
            [.. ahead.Where(row => row.CapReachedAt is not null).OrderBy(row => row.CapReachedAt).Take(Few)],
            [.. (keys.Run(actor, null, null, null, null, null, "spend", null).Value?.Rows ?? []).Where(row => row.Month.Nanos > 0).Take(Few)],
            actor.May(Permission.AlertsRead) ? alerts.Run(actor, ConsoleCall.Ask(("status", "open"), ("limit", "5"))).Value?.Data ?? [] : [],
            run,
            run?.Findings.FirstOrDefault(finding => finding.ControlId == "nothing-left-behind")?.Evidence ?? [],
            rotations.Run(actor, ConsoleCall.Ask(("status", "overdue"), ("limit", "5"))).Value?.Data ?? [],
            requests.Run(actor, ConsoleCall.Ask(("status[]", "pending"), ("limit", "100"))).Value?.Data.Count ?? 0,
            actor.May(Permission.LedgerRead) ? unresolved.Run(actor, ConsoleCall.Ask(("limit", "100"))).Value?.Data.Count ?? 0 : 0);
    }

    private ChecklistView? LatestRun(Viewer viewer) =>
        viewer.May(Permission.ChecklistRead) && runs.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1"))).Value?.Data is [var newest] ? runs.Get(viewer.Actor, newest.Id).Value : null;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
