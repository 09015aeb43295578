using System.Globalization;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Entries of the log, newest first, and one with its proof.</summary>
public sealed class ListAuditEntries(Database database, CheckpointService checkpoints)
{
    internal Outcome<CursorPage<AuditEntryView>> Run(Actor actor, AdminQuery query)
    {
        var kinds = AuditViews.Kinds(query, "types");
        var not = AuditViews.Kinds(query, "exclude_types");
        var actors = query.List("actor_ids");
        var target = query.Text("target");
        var outcome = query.OneOf("outcome", AuditOutcomeNames.All);
        var times = TimeBounds.Read(query);
        var paging = CursorPaging.Read(query, "audit_log",
            [
                .. kinds.Select(kind => $"k{(int)kind}"), .. not.Select(kind => $"n{(int)kind}"), .. actors.Select(id => "a" + id), target, outcome?.ToString(),
                times.FromMs?.ToString(CultureInfo.InvariantCulture), times.ToMs?.ToString(CultureInfo.InvariantCulture),
            ]);
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);

        using var reader = database.Read();
        var filter = new AuditFilter(kinds.Count > 0 ? kinds : null, not, actors, target, outcome, times.FromMs, times.ToMs);
        var entries = AuditStore.Page(reader, actor.Organization, filter, below, above: null, paging.Limit + 1);
        return paging.Of(entries, entry => AuditViews.Of(entry.Entry), entry => entry.Sequence);
    }

    internal async Task<Outcome<AuditProofView>> GetAsync(Actor actor, string sequence, CancellationToken ct)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        if (!long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Problem.NotFound("audit entry");
        for (var again = false; ; again = true)
        {
            using (var reader = database.Read())
            {
                if (AuditStore.Find(reader, actor.Organization, number) is not { } entry) return Problem.NotFound("audit entry");
                if (CheckpointStore.Covering(reader, actor.Organization, number) is { } checkpoint)
                {
                    var proof = AuditTreeStore.Tree(reader, actor.Organization).Inclusion(number - 1, checkpoint.Size);
                    return new AuditProofView(AuditViews.Of(entry), Convert.ToBase64String(entry), number - 1, AuditViews.Of(proof), checkpoint.Size, checkpoint.Note);
                }
            }

            if (again) throw new StorageException($"no checkpoint covers audit entry {number}");
            await checkpoints.SignAsync(actor.Organization, ct); // younger than a second
        }
    }
}
