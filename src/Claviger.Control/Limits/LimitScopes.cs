using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Principals;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Limits;

/// <summary>From the scope that a caller names to the entity it means, and back to the wire.</summary>
internal static class LimitScopes
{
    /// <summary>A missing entity and another organization's get the same 404; a closed one can't spend any more.</summary>
    public static (LimitScope Scope, Problem? Problem) Resolve(AdminTransaction tx, OrganizationId organization, LimitScopeType type, string? id)
    {
        switch (type)
        {
            case LimitScopeType.Organization:
                return (new LimitScope(type, organization.Value, OrganizationStore.Find(tx, organization)!.Number), null);
            case LimitScopeType.Workspace:
                if (WorkspaceStore.Find(tx, organization, id!) is not { } workspace) return (default, Missing(type));
                return workspace.ArchivedAt is null ? (new LimitScope(type, id!, workspace.Number), null) : Closed("workspace_id", "this workspace is archived, for good: nothing can be spent in it");
            case LimitScopeType.ApiKey:
                if (KeyStore.Find(tx, organization, id!) is not { } key) return (default, Missing(type));
                return key.Status != KeyStatus.Archived ? (new LimitScope(type, id!, key.Number), null) : Closed("api_key_id", "this key is archived, for good: it can't spend any more");
            case LimitScopeType.User:
                return MemberStore.Exists(tx, organization, new MemberId(id!))
                    ? (new LimitScope(type, id!, PrincipalStore.Intern(tx, KeyOwner.Member, id!)), null)
                    : (default, Missing(type));
            default:
                if (ServiceAccountStore.Find(tx, organization, id!) is not { } account) return (default, Missing(type));
                return account.ArchivedAt is null
                    ? (new LimitScope(type, id!, PrincipalStore.Intern(tx, KeyOwner.ServiceAccount, id!)), null)
                    : Closed("service_account_id", "this service account is archived, for good: it can't spend any more");
        }
    }

    public static SpendLimitScopeView ViewOf(LimitScope scope) => scope.Type switch
    {
        LimitScopeType.Organization => new(LimitNames.Of(scope.Type)),
        LimitScopeType.Workspace => new(LimitNames.Of(scope.Type), WorkspaceId: scope.Id),
        LimitScopeType.ApiKey => new(LimitNames.Of(scope.Type), ApiKeyId: scope.Id),
        LimitScopeType.User => new(LimitNames.Of(scope.Type), UserId: scope.Id),
        _ => new(LimitNames.Of(scope.Type), ServiceAccountId: scope.Id),
    };

    /// <summary>The one answer for an entity that is missing, foreign or out of sight.</summary>
    public static Problem Missing(LimitScopeType type)
    {
        var (field, what, list) = type switch
        {
            LimitScopeType.Workspace => ("workspace_id", "workspace", "workspaces"),
            LimitScopeType.ApiKey => ("api_key_id", "API key", "api_keys"),
            LimitScopeType.User => ("user_id", "user", "users"),
            _ => ("service_account_id", "service account", "service_accounts"),
        };
        return new Problem(ProblemKind.NotFound, $"scope.{field}: {what} not found; GET /v1/organizations/{list} lists them", $"scope.{field}");
    }

    private static (LimitScope, Problem?) Closed(string field, string why) => (default, Problem.Invalid($"scope.{field}", why));
}
