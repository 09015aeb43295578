using Claviger.Control.Access;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Limits;

/// <summary>Which limits an actor sees and may change: a workspace's and its keys' with the right there, all others with the organization's.</summary>
internal static class LimitReach
{
    /// <summary>People see the limits on themselves, too.</summary>
    public static bool Sees(Reader reader, Actor actor, SpendLimit limit) => Sees(reader, actor, limit.Scope);

    public static bool Sees(Reader reader, Actor actor, LimitScope scope) => actor.May(Permission.LimitsRead) || scope.Type switch
    {
        LimitScopeType.Workspace => actor.MayIn(Permission.LimitsRead, new WorkspaceId(scope.Id)),
        LimitScopeType.ApiKey => KeyStore.Find(reader, actor.Organization, scope.Id) is { } key && actor.MayIn(Permission.LimitsRead, key.Workspace),
        LimitScopeType.User => actor.Member?.Value == scope.Id,
        _ => false,
    };

    public static Problem? FaultIn(AdminTransaction tx, Actor actor, AuditKind kind, LimitScopeType type, string? scopeId)
    {
        if (actor.May(Permission.LimitsUpdate)) return null;
        var target = scopeId ?? actor.Organization.Value;
        if (type is not (LimitScopeType.Workspace or LimitScopeType.ApiKey)) return Denial.Of(tx, actor, kind, target, Permission.LimitsUpdate);
        return Reach.FaultIn(tx, actor, kind, target, Permission.LimitsUpdate, Permission.LimitsRead, WhereIs(tx, actor, type, scopeId!), LimitScopes.Missing(type));
    }

    /// <returns>Null: it may go on, and there is a limit.</returns>
    public static Problem? FaultIn(AdminTransaction tx, Actor actor, AuditKind kind, SpendLimit? limit, string target) =>
        FaultIn(tx, actor, kind, limit?.Scope, target, Problem.NotFound("spend limit"));

    /// <param name="scope">Of the limit that the act is about; null: there is none.</param>
    public static Problem? FaultIn(AdminTransaction tx, Actor actor, AuditKind kind, LimitScope? scope, string target, Problem notFound)
    {
        if (scope is not null && actor.May(Permission.LimitsUpdate)) return null;
        var where = scope is { } known ? WhereIs(tx, actor, known.Type, known.Id) : null;
        return Reach.FaultIn(tx, actor, kind, target, Permission.LimitsUpdate, Permission.LimitsRead, where, notFound);
    }

    private static WorkspaceId? WhereIs(AdminTransaction tx, Actor actor, LimitScopeType type, string id) => type switch
    {
        LimitScopeType.Workspace => WorkspaceStore.Find(tx, actor.Organization, id)?.Id,
        LimitScopeType.ApiKey => KeyStore.Find(tx, actor.Organization, id)?.Workspace,
        _ => null,
    };
}
