using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Environments;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Rates;
using Claviger.Control.Usage;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Workspaces;

/// <summary>Everything that pages about one workspace show, as far as the viewer may see it.</summary>
internal sealed class WorkspaceReader(
    BrowseWorkspaces workspaces, BrowseLimits limits, BrowseKeys keys, BrowseWorkspaceMembers members, ReportUsage usage, ListTiers tiers, ListEnvironments environments, ListRateLimits rates)
{
    private const int Days = 30;
    private const int Few = 6;

    private static readonly string[] Usual = ["production", "staging", "development"];

    public IResult Show(ConsoleCall call, string id, Problem? fault = null, WorkspaceSent? sent = null)
    {
        var (viewer, actor, after) = (call.Viewer, call.Viewer.Actor, call.Query("after"));
        var (row, missing) = workspaces.Get(actor, id);
        if (row is null) return call.Fault(fault ?? missing!);
        return call.Page<WorkspacePage, WorkspaceModel>(new WorkspaceModel(
            row, viewer.MayIn(Permission.LimitsRead, id) ? limits.Of(actor, "workspace", id) : [], Dearest(viewer, id), ChartOf(viewer, id), members.Run(actor, id, after).Value, after is null,
            row.View.IsDefault || !viewer.MayIn(Permission.RatesUpdate, id) ? [] : TierNames(viewer),
            (environments.Run(actor, ConsoleCall.Ask()).Value?.Data ?? []).FirstOrDefault(one => one.Name == row.View.Environment),
            rates.RunOf(actor, id, ConsoleCall.Ask(("include_inherited", "true"))).Value?.Data ?? [], sent ?? WorkspaceSent.Of(row.View), call.Field("email")), fault);
    }

    public IResult ShowArchive(ConsoleCall call, string id, Problem? fault = null)
    {
        var (row, missing) = workspaces.Get(call.Viewer.Actor, id);
        return row is null ? call.Fault(fault ?? missing!)
            : row.View.IsDefault || row.View.ArchivedAt is not null || !call.Viewer.MayIn(Permission.WorkspacesArchive, id) ? Show(call, id, fault)
            : call.Page<ArchivePage, ArchiveModel>(new ArchiveModel(row, Dearest(call.Viewer, id)), fault);
    }

    public IResult ShowNew(ConsoleCall call, WorkspaceSent sent, Problem? fault = null)
    {
        var used = (environments.Run(call.Viewer.Actor, ConsoleCall.Ask()).Value?.Data ?? []).Select(one => one.Name);
        return call.Page<NewWorkspacePage, NewWorkspaceModel>(new NewWorkspaceModel(
            [.. Usual.Concat(used).Distinct()], call.Viewer.May(Permission.RatesUpdate) ? TierNames(call.Viewer) : [], sent), fault);
    }

    /// <summary>For a question about it.</summary>
    public string NameOf(Viewer viewer, string id) => workspaces.Get(viewer.Actor, id).Value?.View.Name ?? "the workspace";

    private List<string> TierNames(Viewer viewer) => [.. (tiers.Run(viewer.Actor, ConsoleCall.Ask()).Value?.Data ?? []).Select(tier => tier.Name)];

    private List<KeyRow> Dearest(Viewer viewer, string id) => !viewer.MayIn(Permission.KeysRead, id) || !viewer.MayIn(Permission.UsageRead, id) ? []
        : [.. (keys.Run(viewer.Actor, null, id, null, null, null, "spend", null).Value?.Rows ?? []).Where(row => row.Month.Nanos > 0).Take(Few)];

    private TimeBars? ChartOf(Viewer viewer, string id)
    {
        if (!viewer.MayIn(Permission.UsageRead, id)) return null;
        var from = new DateTimeOffset(viewer.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - Days);
        var report = usage.Run(viewer.Actor, ConsoleCall.Ask(
            ("starting_at", from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)), ("bucket_width", "1d"), ("limit", $"{Days}"), ("workspace_ids[]", id), ("group_by[]", "model"))).Value?.Data ?? [];
        return MoneyBars.Of(
            [.. report.Select(bucket => bucket.StartingAt)], report.SelectMany((bucket, i) => bucket.Results.Select(row => (i, row.Model ?? "unknown model", DollarText.OfCents(row.CostCents)))));
    }
}
