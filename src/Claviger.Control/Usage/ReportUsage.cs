using Claviger.Control.Http;
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

/// <summary>Anthropic's usage report over our books, with request counts and exact cost added.</summary>
public sealed class ReportUsage(Database database, TimeProvider clock)
{
    internal Outcome<UsageReport> Run(Actor actor, AdminQuery query)
    {
        var range = ReportRange.Read(query, clock.GetUtcNow());
        var groupBy = ReadGroupBy(query);
        var keyIds = query.List("api_key_ids");
        var workspaceIds = query.List("workspace_ids");
        var modelIds = query.List("models");
        var ownerIds = query.List("owner_ids");
        var tiers = query.List("service_tiers");
        if (tiers.Count > 1 || tiers.Count == 1 && !UsageNames.Tiers.ContainsKey(tiers[0])) query.Blame("service_tiers[]", $"takes one of {string.Join(", ", UsageNames.Tiers.Keys)}");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        using var reader = database.Read();
        var workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);
        var models = ModelStore.Names(reader);
        var owners = groupBy.Contains(UsageDimension.Owner) || ownerIds.Count > 0 ? ReportOwners.Read(reader) : ReportOwners.None;
        var rows = UsageReportStore.Read(reader, new UsageReportQuery(
            range!.From.ToUnixTimeMilliseconds(), range.To.ToUnixTimeMilliseconds(), range.BucketMs, groupBy,
            workspaceIds.Count == 0 && actor.May(Permission.UsageRead) ? null : workspaces.Where(IsAskedFor).Select(workspace => workspace.Number).ToList(),
            keyIds.Count == 0 ? null : keyIds.Select(id => KeyStore.Find(reader, actor.Organization, id)?.Number ?? -1).ToList(),
            modelIds.Count == 0 ? null : models.Where(model => modelIds.Contains(model.Value)).Select(model => model.Key).ToList(),
            tiers.Count == 0 ? null : UsageNames.Tiers[tiers[0]],
            ownerIds.Count == 0 ? null : owners.Numbers(ownerIds)));

        var keys = KeyStore.Ids(reader, actor.Organization, rows.Where(row => row.Key is not null).Select(row => row.Key!.Value));
        var names = new UsageNames(workspaces, keys, models, owners.Ids);
        var byBucket = rows.ToLookup(row => row.Bucket, names.ResultOf);
        var buckets = range.Buckets().Select(bucket => new UsageBucket(
            bucket.Start, bucket.End, byBucket[bucket.Start.ToUnixTimeMilliseconds() / range.BucketMs].ToList())).ToList();
        return new UsageReport(buckets, range.NextPage is not null, range.NextPage);

        // Rows of workspaces that the actor doesn't see into are as if they were not there.
        bool IsAskedFor(Workspace workspace) => (workspaceIds.Count == 0 || workspaceIds.Contains(workspace.Id.Value)) && actor.MayIn(Permission.UsageRead, workspace.Id);
    }

    private static HashSet<UsageDimension> ReadGroupBy(AdminQuery query)
    {
        var dimensions = new HashSet<UsageDimension>();
        foreach (var name in query.List("group_by"))
        {
            if (UsageNames.Dimensions.TryGetValue(name, out var dimension)) dimensions.Add(dimension);
            else query.Blame("group_by[]", $"'{name}' is not one of {string.Join(", ", UsageNames.Dimensions.Keys)}");
        }

        return dimensions;
    }
}
