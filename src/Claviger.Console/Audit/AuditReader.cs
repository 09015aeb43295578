using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Console.Audit;

/// <summary>Pages of the log with the names behind its ids.</summary>
internal sealed class AuditReader(ListAuditEntries entries, ReadAuditStatus status, NameEntities names)
{
    private const int Rows = 50;

    public AuditStatusView? Status(Viewer viewer) => status.Run(viewer.Actor).Value;

    public (AuditListModel? Model, Problem? Problem) List(ConsoleCall call)
    {
        var (viewer, page) = (call.Viewer, call.Query("page"));
        var asked = new AuditAsked(call.Query("kind"), call.Query("actor")?.Trim(), call.Query("target")?.Trim(), call.Query("outcome"), call.Query("from"), call.Query("to"));
        var (standing, denied) = status.Run(viewer.Actor);
        if (standing is null) return (null, denied);
        var (read, problem) = Read(viewer, asked, page);
        return (new AuditListModel(read, read is null ? new Dictionary<string, string>() : NamesOf(viewer, read.Data), asked, standing, page is null), problem);
    }

    private Outcome<CursorPage<AuditEntryView>> Read(Viewer viewer, AuditAsked asked, string? page)
    {
        var query = new List<(string, string?)> { ("limit", $"{Rows}"), ("page", page), ("outcome", asked.Outcome) };
        if (asked.Kind is { } kind)
        {
            if (AuditKinds.NamesOf(kind) is not { Count: > 0 } kinds) return Problem.Invalid("kind", "no such type of entry");
            query.AddRange(kinds.Select(name => ("types[]", (string?)name)));
        }

        if (asked.Actor is { } actor) query.Add(("actor_ids[]", names.IdOf(viewer.Actor, actor)));
        if (asked.Target is { } target) query.Add(("target", names.IdOf(viewer.Actor, target)));
        if (!LocalDay.TryRead(asked.From, viewer, 0, out var from)) return Problem.Invalid("from", "a date, for example 2026-11-30");
        if (!LocalDay.TryRead(asked.To, viewer, 1, out var to)) return Problem.Invalid("to", "a date, for example 2026-11-30");
        query.Add(("created_at.gte", from));
        query.Add(("created_at.lt", to));
        return entries.Run(viewer.Actor, ConsoleCall.Ask([.. query]));
    }

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IReadOnlyList<AuditEntryView> page) => Whole(viewer, page.SelectMany(entry => new[] { entry.Actor.Id, entry.Target }));

    /// <summary>Also of what the detail speaks of.</summary>
    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, AuditEntryView entry) =>
        Whole(viewer, NameEntities.Mentioned(entry.Detail?.GetRawText() ?? "").Concat(new[] { entry.Actor.Id, entry.Target }.OfType<string>()));

    public IReadOnlyDictionary<string, string> NamesOf(Viewer viewer, IReadOnlyList<AuditReviewView> page) => names.Of(viewer.Actor, page.SelectMany(review => new[] { review.UserId, review.Actor.Id }));

    private Dictionary<string, string> Whole(Viewer viewer, IEnumerable<string?> ids)
    {
        var organization = viewer.Actor.Organization;
        return new Dictionary<string, string>(names.Of(viewer.Actor, ids), StringComparer.Ordinal) { [organization.Value] = viewer.OrganizationName, [Checkpoint.OriginOf(organization)] = "the audit log", ["checklist"] = "the checklist" };
    }
}
