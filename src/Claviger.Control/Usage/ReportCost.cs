using Claviger.Control.Http;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Models;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Usage;

/// <summary>Anthropic's cost report over our books, without a rounding: rows add up to what was booked.</summary>
public sealed class ReportCost(Database database, TimeProvider clock)
{
    internal static readonly string[] Groupings = ["workspace_id", "description"];

    internal Outcome<CostReport> Run(Actor actor, AdminQuery query)
    {
        var range = ReportRange.Read(query, clock.GetUtcNow(), daysOnly: true);
        var groupBy = query.List("group_by");
        if (groupBy.FirstOrDefault(name => !Groupings.Contains(name)) is { } unknown) query.Blame("group_by[]", $"'{unknown}' is not one of {string.Join(", ", Groupings)}");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        using var reader = database.Read();
        var workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);
        var byDescription = groupBy.Contains("description");
        var rows = CostReportStore.Read(
            reader, range!.From.ToUnixTimeMilliseconds() / range.BucketMs, range.To.ToUnixTimeMilliseconds() / range.BucketMs,
            actor.May(Permission.UsageRead) ? null : workspaces.Where(workspace => actor.MayIn(Permission.UsageRead, workspace.Id)).Select(workspace => workspace.Number).ToList(),
            groupBy.Contains("workspace_id"), byDescription);

        var models = byDescription ? ModelStore.Names(reader) : new Dictionary<int, string>();
        // Anthropic's report shows the default workspace as null.
        var names = workspaces.Where(workspace => !workspace.IsDefault).ToDictionary(workspace => workspace.Number, workspace => workspace.Id.Value);
        var byDay = rows.ToLookup(row => row.Day);
        var buckets = range.Buckets().Select(bucket => new CostBucket(bucket.Start, bucket.End, ResultsOf(byDay[bucket.Start.ToUnixTimeMilliseconds() / range.BucketMs]))).ToList();
        return new CostReport(buckets, range.NextPage is not null, range.NextPage);

        List<CostResult> ResultsOf(IEnumerable<CostReportRow> day)
        {
            var lines = new CostLines(models);
            foreach (var row in day)
                if (byDescription) lines.AddByDescription(row);
                else lines.AddWhole(row);
            return lines.Sorted.Select(pair => ResultOf(pair.Line, pair.Nanos)).ToList();
        }

        CostResult ResultOf(CostLine line, long nanos) => new(
            new Money(nanos).ToCentsString(), SpendLimitViews.Currency, line.CostType, line.TokenType, line.Description, line.Model, line.ContextWindow, line.Geo, line.Tier,
            line.Workspace is { } number ? names.GetValueOrDefault(number) : null);
    }
}
