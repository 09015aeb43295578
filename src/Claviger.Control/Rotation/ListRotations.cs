using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>The calendar: every living key with the day its secret is due, the most overdue first.</summary>
public sealed class ListRotations(Database database, SecretUses uses, TimeProvider clock)
{
    internal Outcome<CursorPage<RotationView>> Run(Actor actor, AdminQuery query)
    {
        var (workspace, status) = (query.Text("workspace_id"), query.Text("status"));
        if (status is not null && !RotationViews.Statuses.ContainsKey(status)) query.Blame("status", $"must be one of {string.Join(", ", RotationViews.Statuses.Keys)}");
        var paging = CursorPaging.ReadWhole(query, "rotations", workspace, status);
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);

        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var deliveries = SecretDeliveryStore.All(reader, actor.Organization);
        return paging.Cut(RotatingKeyStore.All(reader, actor.Organization, now)
            .Where(key => actor.MayIn(Permission.KeysRead, key.Key.Workspace) && (workspace is null || key.Key.Workspace.Value == workspace))
            .OrderBy(key => key.Schedule?.DueAt ?? DateTimeOffset.MaxValue).ThenBy(key => key.Key.Number)
            .Select(key => RotationViews.Of(key, deliveries.GetValueOrDefault(key.Key.Id), uses, now))
            .Where(view => status is null || view.Status == status).ToList());
    }
}
