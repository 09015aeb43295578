using System.Text.Json;
using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Pricing;
using Claviger.Core.Rates;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Claviger.Storage.Rates;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Rates;

/// <summary>
/// Sets or clears limits of one workspace in one group. Only named types change. A value above the organization's or the tier's is stored,
/// and the lower one holds: all of them apply at once.
/// </summary>
public sealed class UpdateWorkspaceRateLimit(Database database, SnapshotRefresher snapshots, PriceBook prices, TimeProvider clock)
{
    public async Task<Outcome<WorkspaceRateLimitView>> RunAsync(Actor actor, string workspaceId, string rateLimitId, UpdateWorkspaceRateLimitRequest request, CancellationToken ct)
    {
        var group = RateGroups.All.FirstOrDefault(group => RateLimitViews.IdOf(actor.Organization, group) == rateLimitId);
        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, workspaceId);
        if (Reach.FaultIn(tx, actor, AuditKind.WorkspaceRateLimitUpdated, workspaceId, Permission.RatesUpdate, Permission.RatesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied) return denied;
        if (group is null) return Problem.NotFound("rate limit");
        if (workspace!.ArchivedAt is not null) return new Problem(ProblemKind.InvalidRequest, "this workspace is archived, for good: it can't be changed");
        if (workspace.IsDefault) return new Problem(ProblemKind.InvalidRequest, "the default workspace has no rate limits of its own: set the organization's, or its keys'");

        var (asked, problem) = Read(request.Limits, group);
        if (asked is null) return problem!;
        var own = WorkspaceRateLimitStore.Of(tx, workspace.Id);
        var entries = new List<AuditEntry>();
        foreach (var (type, value) in asked)
        {
            var before = own.FirstOrDefault(limit => limit.Group == group.Id && limit.Limiter == type)?.Value;
            if (before == value) continue; // nothing changes: no event
            if (value is { } set) WorkspaceRateLimitStore.Put(tx, new WorkspaceRateLimit(workspace.Id.Value, group.Id, type, set), clock.GetUtcNow());
            else WorkspaceRateLimitStore.Delete(tx, workspace.Id, group.Id, type);
            entries.Add(EntryOf(actor, workspace.Id, group, type, before, value));
        }

        var book = TierStore.Book(tx, actor.Organization);
        var organization = OrganizationStore.Find(tx, actor.Organization)!.Tier;
        var view = RateLimitViews.Of(
            workspace, group, WorkspaceRateLimitStore.Of(tx, workspace.Id), workspace.Tier is null ? null : book.Find(workspace.Tier),
            organization is null ? null : book.Find(organization), inherited: false, prices);
        if (entries.Count == 0) return view;
        var change = tx.Commit([.. entries]);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return view;
    }

    /// <summary>Anthropic's two kinds, with its fields: set and cleared.</summary>
    private static AuditEntry EntryOf(Actor actor, WorkspaceId workspace, RateGroup group, LimiterType type, long? before, long? value) => value is null
        ? actor.Did(AuditKind.WorkspaceRateLimitDeleted, workspace.Value, AuditDetail.Of(
            ("workspace_id", workspace.Value), ("model_group", group.Id), ("limiter_type", LimiterNames.Of(type)), ("before", before)))
        : actor.Did(AuditKind.WorkspaceRateLimitUpdated, workspace.Value, AuditDetail.Of(
            ("workspace_id", workspace.Value), ("model_group", group.Id), ("limiter_type", LimiterNames.Of(type)), ("value", value), ("before", before)));

    private static Outcome<Dictionary<LimiterType, long?>> Read(JsonElement limits, RateGroup group)
    {
        var known = LimiterNames.KnownTo(group);
        if (limits.ValueKind != JsonValueKind.Array) return Problem.Invalid("limits", "must be a list of {\"type\": …, \"value\": …}");
        var asked = new Dictionary<LimiterType, long?>();
        foreach (var (limit, index) in limits.EnumerateArray().Select((limit, index) => (limit, index)))
        {
            var at = $"limits[{index}]";
            if (limit.ValueKind != JsonValueKind.Object) return Fault(at, "must be {\"type\": …, \"value\": …}");
            foreach (var property in limit.EnumerateObject())
                if (property.Name is not ("type" or "value")) return Fault(at, "takes type and value, and nothing else");
            if (!limit.TryGetProperty("type", out var name) || name.ValueKind != JsonValueKind.String || LimiterNames.Find(name.GetString()!) is not { } type || !known.Contains(type))
                return Fault($"{at}.type", $"this group takes {string.Join(", ", known.Select(LimiterNames.Of))}");
            if (!limit.TryGetProperty("value", out var value)) return Fault($"{at}.value", "required; null clears the limit");
            if (!TierReader.TryValue(value, out var number)) return Fault($"{at}.value", $"{TierReader.FaultIn(value).What}; {TierReader.FaultIn(value).Fix}");
            if (!asked.TryAdd(type, number)) return Fault($"{at}.type", $"{LimiterNames.Of(type)} is given twice; send it once");
        }

        return asked;
    }

    private static Problem Fault(string path, string message) => new(ProblemKind.InvalidRequest, $"{path}: {message}", "limits");
}
