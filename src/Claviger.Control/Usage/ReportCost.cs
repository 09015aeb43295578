using Claviger.Control.Http;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Models;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Usage;

/// <summary>Anthropic's cost report over our books, without a rounding: rows add up to what was booked.</summary>
public sealed class ReportCost(Database database, TimeProvider clock)
{
    /// <summary>The last two are ours.</summary>
    internal static readonly string[] Groupings = ["workspace_id", "description", "api_key_id", "owner_id"];

    internal Outcome<CostReport> Run(Actor actor, AdminQuery query)
    {
        var range = ReportRange.Read(query, clock.GetUtcNow(), daysOnly: true);
        var groupBy = query.List("group_by");
        if (groupBy.FirstOrDefault(name => !Groupings.Contains(name)) is { } unknown) query.Blame("group_by[]", $"'{unknown}' is not one of {string.Join(", ", Groupings)}");
        var ownerIds = query.List("owner_ids");
        var quantities = query.Flag("include_quantities");
        if (quantities && !groupBy.Contains("description")) query.Blame("include_quantities", "needs group_by[]=description: tokens of different classes don't add up");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        using var reader = database.Read();
        var workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);
        var byDescription = groupBy.Contains("description");
        var owners = groupBy.Contains("owner_id") || ownerIds.Count > 0 ? ReportOwners.Read(reader) : ReportOwners.None;
        var rows = CostReportStore.Read(reader, new CostReportQuery(range!.From.ToUnixTimeMilliseconds() / range.BucketMs, range.To.ToUnixTimeMilliseconds() / range.BucketMs)
        {
            Workspaces = actor.May(Permission.UsageRead) ? null : workspaces.Where(workspace => actor.MayIn(Permission.UsageRead, workspace.Id)).Select(workspace => workspace.Number).ToList(),
            Owners = ownerIds.Count == 0 ? null : owners.Numbers(ownerIds),
            ByWorkspace = groupBy.Contains("workspace_id"),
            ByKey = groupBy.Contains("api_key_id"),
            ByOwner = groupBy.Contains("owner_id"),
            ByDescription = byDescription,
        });

        var models = byDescription ? ModelStore.Names(reader) : new Dictionary<int, string>();
        // Anthropic's report shows the default workspace as null.
        var names = workspaces.Where(workspace => !workspace.IsDefault).ToDictionary(workspace => workspace.Number, workspace => workspace.Id.Value);
        var keys = KeyStore.Ids(reader, actor.Organization, rows.Where(row => row.Key is not null).Select(row => row.Key!.Value));
        var byDay = rows.ToLookup(row => row.Day);
        var buckets = range.Buckets().Select(bucket => new CostBucket(bucket.Start, bucket.End, ResultsOf(byDay[bucket.Start.ToUnixTimeMilliseconds() / range.BucketMs]))).ToList();
        return new CostReport(buckets, range.NextPage is not null, range.NextPage);

        List<CostResult> ResultsOf(IEnumerable<CostReportRow> day)
        {
            var lines = new CostLines(models, quantities);
            foreach (var row in day)
                if (byDescription) lines.AddByDescription(row);
                else lines.AddWhole(row);
            return lines.Sorted.Select(pair => ResultOf(pair.Line, pair.Nanos, pair.Count)).ToList();
        }

        CostResult ResultOf(CostLine line, long nanos, long count) => new(
            new Money(nanos).ToCentsString(), SpendLimitViews.Currency, line.CostType, line.TokenType, line.Description, line.Model, line.ContextWindow, line.Geo, line.Tier,
            line.Workspace is { } number ? names.GetValueOrDefault(number) : null,
            line.Key is { } key ? keys.GetValueOrDefault(key) : null, line.Owner is { } owner ? owners.Ids.GetValueOrDefault(owner) : null,
            quantities && line.CostType is not null ? count : null);
    }
}
