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
    ReportUsage usage, ForecastSpend forecast, ForecastCaps caps, BrowseKeys keys, ListAlerts alerts, ShowChecklist checklist, FindOverdue rotations, ListIncreaseRequests requests, ListUnresolved unresolved, ListWorkspaces workspaces)
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
        var ahead = forecast.Run(actor, ConsoleCall.Ask(("scope_type[]", "organization"))).Value?.Data ?? [];
        var judged = checklist.Run(actor, now: false).Value;
        var dearest = keys.DearestNumbers(actor);
        return new OverviewModel(
            new Money(report.Count == 0 ? 0 : report[^1].Results.Sum(row => DollarText.OfCents(row.CostCents).Nanos)),
            report.Count == 0 ? 0 : report[^1].Results.Sum(row => row.Requests),
            ahead.FirstOrDefault(row => row.Scope.Type == "organization"),
            MoneyBars.Of([.. report.Select(bucket => bucket.StartingAt)], report.SelectMany((bucket, i) => bucket.Results.Select(row => (i, row.WorkspaceId is { } id ? names.GetValueOrDefault(id, id) : "Default", DollarText.OfCents(row.CostCents))))),
            caps.Run(actor, dearest, Few),
            [.. keys.Of(actor, dearest, Few).Where(row => row.Month.Nanos > 0)],
            actor.May(Permission.AlertsRead) ? alerts.Run(actor, ConsoleCall.Ask(("status", "open"), ("limit", "5"))).Value?.Data ?? [] : [],
            judged,
            judged?.Findings.FirstOrDefault(finding => finding.ControlId == "nothing-left-behind")?.Evidence ?? [],
            rotations.Run(actor, Few),
            requests.Run(actor, ConsoleCall.Ask(("status[]", "pending"), ("limit", "100"))).Value?.Data.Count ?? 0,
            actor.May(Permission.LedgerRead) ? unresolved.Run(actor, ConsoleCall.Ask(("limit", "100"))).Value?.Data.Count ?? 0 : 0);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
