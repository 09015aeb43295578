using System.Globalization;
using Claviger.Control.Audit;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Models;
using Claviger.Storage.Principals;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Requests;

/// <summary>The request log: rows of the books with their names. Who, when, which model, how it ended, tokens, cost; never a word of it.</summary>
public sealed class ListRequests(Database database)
{
    internal Outcome<CursorPage<RequestLogView>> Run(Actor actor, AdminQuery query)
    {
        var workspaceIds = query.List("workspace_ids");
        var keyIds = query.List("api_key_ids");
        var ownerIds = query.List("owner_ids");
        var modelIds = query.List("models");
        var outcomes = Outcomes(query);
        var times = TimeBounds.Read(query);
        var requestId = query.Text("request_id");
        UInt128 wanted = 0;
        if (requestId is not null && !RequestIds.TryParse(requestId, out wanted)) query.Blame("request_id", "must be an id like req_...");
        var paging = CursorPaging.Read(query, "request_log",
            [
                .. workspaceIds.Select(id => "w" + id), .. keyIds.Select(id => "k" + id), .. ownerIds.Select(id => "u" + id), .. modelIds.Select(id => "m" + id), .. outcomes.Select(outcome => $"o{(int)outcome}"),
                times.FromMs?.ToString(CultureInfo.InvariantCulture), times.ToMs?.ToString(CultureInfo.InvariantCulture), requestId,
            ]);
        UInt128 below = 0;
        if (paging.After is not null && !RequestIds.TryParse(paging.After, out below)) query.Blame("page", "is not a cursor of this list");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        using var reader = database.Read();
        var workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);
        var names = ModelStore.Names(reader);
        var filter = new RequestLogFilter(
            workspaces.Where(workspace => workspaceIds.Count == 0 || workspaceIds.Contains(workspace.Id.Value)).Select(workspace => workspace.Number).ToList(),
            keyIds.Count == 0 ? null : keyIds.Select(id => KeyStore.Find(reader, actor.Organization, id)?.Number ?? -1).ToList(),
            modelIds.Count == 0 ? null : names.Where(model => modelIds.Contains(model.Value)).Select(model => model.Key).ToList(),
            outcomes.Count == 0 ? null : outcomes, times.FromMs, times.ToMs)
        {
            Owners = ownerIds.Count == 0 ? null : ownerIds.Select(id => PrincipalStore.Find(reader, id) ?? -1).ToList(),
        };
        var (rows, next) = requestId is null
            ? RequestLogStore.Page(reader, filter, paging.After is null ? null : below, paging.Limit)
            : (RequestLogStore.Find(reader, wanted) is { } found && filter.Workspaces.Contains(found.Workspace) ? [found] : [], null);
        var keys = KeyStore.Ids(reader, actor.Organization, rows.Select(row => row.Key));
        var owners = PrincipalStore.Of(reader, rows.Select(row => row.Owner)).ToDictionary(pair => pair.Key, pair => new ActorRef(pair.Value.Id, pair.Value.Type));
        var workspaceNames = workspaces.ToDictionary(workspace => workspace.Number, workspace => workspace.Id.Value);
        return new CursorPage<RequestLogView>(
            rows.Select(row => ViewOf(row, workspaceNames, keys, owners, names)).ToList(), next is { } id ? paging.Next(RequestIds.Text(id)) : null);
    }

    private static List<UsageOutcome> Outcomes(AdminQuery query)
    {
        var outcomes = new List<UsageOutcome>();
        foreach (var text in query.List("outcomes"))
        {
            if (UsageOutcomeNames.All.TryGetValue(text, out var outcome)) outcomes.Add(outcome);
            else query.Blame("outcomes[]", $"'{text}' is not one of {string.Join(", ", UsageOutcomeNames.All.Keys)}");
        }

        return outcomes;
    }

    internal static RequestLogView ViewOf(
        RequestLogRow row, IReadOnlyDictionary<int, string> workspaces, IReadOnlyDictionary<int, string> keys, IReadOnlyDictionary<int, ActorRef> owners, IReadOnlyDictionary<int, string> models) => new(
        RequestIds.Text(row.RequestId), "request", AuditViews.Time(row.AtMs), workspaces.GetValueOrDefault(row.Workspace), keys.GetValueOrDefault(row.Key),
        owners.GetValueOrDefault(row.Owner), models.GetValueOrDefault(row.Model), UsageOutcomeNames.Of(row.Outcome), row.Status,
        row.Input, new CacheCreationTokens(row.CacheWrite5m, row.CacheWrite1h), row.CacheRead, row.Output, new ServerToolUse(row.WebSearch),
        row.Variant.Tier switch { ServiceTier.Batch => "batch", ServiceTier.Priority => "priority", _ => "standard" },
        row.Variant.Geo switch { InferenceGeo.Us => "us", InferenceGeo.Global => "global", _ => "not_available" },
        row.Variant.Speed == Speed.Fast ? "fast" : "standard", row.Cost.ToCentsString());
}
