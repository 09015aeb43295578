using System.Text.Json.Nodes;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>
/// Anthropic's compliance feed over our log. Each call is an entry itself, as Anthropic's is; no snapshot is built for it, and at most
/// <see cref="MostInAMinute"/> calls a minute are taken, so that who polls can't fill the log.
/// </summary>
public sealed class ListActivities(Database database, TimeProvider clock)
{
    /// <summary>Anthropic's own figure, shared by an organization.</summary>
    public const int MostInAMinute = 600;

    private readonly Lock _gate = new();
    private readonly Dictionary<OrganizationId, (long Minute, int Calls)> _calls = [];

    internal async Task<Outcome<ActivityPage>> RunAsync(Actor actor, AdminQuery query, string url, CancellationToken ct)
    {
        var limit = query.Number("limit", 100, 1, 5_000);
        var types = query.List("activity_types");
        var not = query.List("exclude_activity_types");
        var actors = query.List("actor_ids");
        var organizations = query.List("organization_ids");
        var times = TimeBounds.Read(query);
        var (after, before) = (query.Text("after_id"), query.Text("before_id"));
        if (after is not null && before is not null) query.Blame("before_id", "can't go with after_id");
        var below = Position(actor, query, "after_id", after);
        var above = Position(actor, query, "before_id", before);
        if (query.Finish() is { } fault) return fault;
        if (!TryCount(actor.Organization)) return new Problem(ProblemKind.RateLimited, $"this feed takes {MostInAMinute} calls a minute of an organization");
        if (await RecordAsync(actor, url, ct) is { } denied) return denied;

        if (organizations.Count > 0 && !organizations.Contains(actor.Organization.Value)) return new ActivityPage([], HasMore: false, null, null);
        using var reader = database.Read();
        var filter = new AuditFilter(types.Count == 0 ? null : types.SelectMany(Activity.KindsOf).ToList(), not.SelectMany(Activity.KindsOf).ToList(), actors, null, null, times.FromMs, times.ToMs);
        var entries = AuditStore.Page(reader, actor.Organization, filter, below, above, limit + 1);
        var more = entries.Count > limit;
        // Towards newer ones the page lies next to the cursor: the surplus is the newest.
        var page = (above is not null && more ? entries.Skip(1) : entries.Take(limit)).Select(entry => Activity.Of(AuditViews.Of(entry.Entry))).ToList();
        return new ActivityPage(page, more, page.Count == 0 ? null : IdOf(page[0]), page.Count == 0 ? null : IdOf(page[^1]));
    }

    private static string IdOf(JsonObject activity) => activity["id"]!.GetValue<string>();

    private static long? Position(Actor actor, AdminQuery query, string name, string? id)
    {
        if (id is null) return null;
        var sequence = ActivityId.Sequence(actor.Organization.Value, id);
        if (sequence is null) query.Blame(name, "is not an id of this list");
        return sequence;
    }

    private async Task<Problem?> RecordAsync(Actor actor, string url, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var target = Checkpoint.OriginOf(actor.Organization);
        var may = actor.May(Permission.AuditExport);
        if (may) tx.Record(actor.Did(AuditKind.ComplianceFeedRead, target, AuditDetail.Of(("request_id", actor.Request?.Id), ("request_method", "GET"), ("url", url), ("status_code", 200))));
        else tx.Record(actor.WasDenied(AuditKind.ComplianceFeedRead, target, Permission.AuditExport));
        return may ? null : Denial.Of(Permission.AuditExport);
    }

    private bool TryCount(OrganizationId organization)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (_gate)
        {
            var now = _calls.TryGetValue(organization, out var seen) && seen.Minute == minute ? seen.Calls : 0;
            if (now >= MostInAMinute) return false;
            _calls[organization] = (minute, now + 1);
            return true;
        }
    }
}
