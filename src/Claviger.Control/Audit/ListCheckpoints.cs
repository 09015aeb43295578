using System.Globalization;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Checkpoints, what proves that one extends another, and the key that opens them.</summary>
public sealed class ListCheckpoints(Database database, CheckpointService checkpoints)
{
    internal Outcome<CursorPage<AuditCheckpointView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "audit_log/checkpoints");
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        return paging.Of(CheckpointStore.Page(reader, actor.Organization, below, paging.Limit + 1), AuditViews.Of, checkpoint => checkpoint.Size);
    }

    /// <summary>Over everything there is, signed now where that is needed: whoever asks wants to keep it.</summary>
    internal async Task<Outcome<AuditCheckpointView>> LatestAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        return AuditViews.Of(await checkpoints.SignAsync(actor.Organization, ct));
    }

    internal Outcome<AuditConsistencyView> Consistency(Actor actor, AdminQuery query)
    {
        var from = Size(query, "from");
        var to = Size(query, "to");
        if (from > to) query.Blame("to", "must not be smaller than from");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        if (CheckpointStore.Find(reader, actor.Organization, from) is not { } older) return Problem.Invalid("from", "is not the size of a checkpoint; GET /v1/organizations/audit_log/checkpoints lists them");
        if (CheckpointStore.Find(reader, actor.Organization, to) is not { } newer) return Problem.Invalid("to", "is not the size of a checkpoint; GET /v1/organizations/audit_log/checkpoints lists them");
        var proof = AuditTreeStore.Tree(reader, actor.Organization).Consistency(from, to);
        return new AuditConsistencyView("audit_consistency", from, to, AuditViews.Of(proof), older.Note, newer.Note);
    }

    internal Outcome<AuditPublicKeyView> PublicKey(Actor actor)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var reader = database.Read();
        return AuditSignerStore.PublicKey(reader, actor.Organization) is { } key
            ? new AuditPublicKeyView("audit_public_key", Checkpoint.OriginOf(actor.Organization), key)
            : Problem.NotFound("audit signing key");
    }

    private static long Size(AdminQuery query, string name)
    {
        if (query.Text(name) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0) return size;
        query.Blame(name, "required: the size of a checkpoint");
        return 0;
    }
}
