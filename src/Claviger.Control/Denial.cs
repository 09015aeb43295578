using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;

namespace Claviger.Control;

/// <summary>What happens to an act that its actor may not do: it is audited, and refused with the permission named.</summary>
internal static class Denial
{
    /// <summary>Of a change: commits the denial as the transaction's only entry.</summary>
    public static Problem Of(AdminTransaction tx, Actor actor, AuditKind kind, string target, Permission missing)
    {
        tx.Commit(actor.WasDenied(kind, target, missing));
        return Of(missing);
    }

    /// <summary>Of giving, or taking from somebody, what the actor doesn't have.</summary>
    public static Problem OfGrant(AdminTransaction tx, Actor actor, AuditKind kind, string target, (Permission Permission, WorkspaceId? Workspace) lacking)
    {
        tx.Commit(actor.WasDenied(kind, target, lacking.Permission));
        var where = lacking.Workspace is { } workspace ? $" in {workspace}" : "";
        return new Problem(ProblemKind.Forbidden, $"this is about rights that you don't have yourself: {PermissionNames.Of(lacking.Permission)}{where}", ErrorCode: "beyond_own_rights");
    }

    /// <summary>Of a read.</summary>
    public static Problem Of(Permission missing) => new(ProblemKind.Forbidden, $"this needs the permission {PermissionNames.Of(missing)}");
}
