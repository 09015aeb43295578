using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;

namespace Claviger.Control.Access;

/// <summary>
/// Whether an act about something in a workspace may go on. Three answers, in this order: 403 to whoever has the permission nowhere,
/// whatever they name; not found for what they don't see, be it missing, foreign or a sibling's; 403 for what they see and may not change.
/// </summary>
internal static class Reach
{
    /// <param name="toSee">What the actor needs in that workspace to know that the thing is there.</param>
    /// <param name="where">Null when the thing was not found.</param>
    /// <param name="notFound">The one answer for missing, foreign and out of sight.</param>
    /// <returns>Null: it may go on, and <paramref name="where"/> is not null. A denial is committed as the transaction's only entry.</returns>
    public static Problem? FaultIn(
        AdminTransaction tx, Actor actor, AuditKind kind, string target, Permission needed, Permission toSee, WorkspaceId? where, Problem notFound)
    {
        if (!actor.MayAnywhere(needed)) return Denial.Of(tx, actor, kind, target, needed);
        if (where is { } workspace)
        {
            if (actor.MayIn(needed, workspace)) return null;
            if (actor.MayIn(toSee, workspace)) return Denial.Of(tx, actor, kind, target, needed);
        }

        // Missing and out of sight cost the same write, so that not even the time tells them apart.
        if (!actor.May(needed)) tx.Commit(actor.WasDenied(kind, target, needed));
        return notFound;
    }
}
