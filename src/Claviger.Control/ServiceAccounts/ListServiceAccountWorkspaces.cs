using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.ServiceAccounts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.ServiceAccounts;

/// <summary>One set of memberships, seen from the account and from the workspace.</summary>
public sealed class ListServiceAccountWorkspaces(Database database)
{
    internal Outcome<CursorPage<ServiceAccountWorkspaceView>> OfAccount(Actor actor, string accountId, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "service_account_workspaces", accountId);
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.ServiceAccountsRead)) return Denial.Of(Permission.ServiceAccountsRead);

        using var reader = database.Read();
        if (ServiceAccountStore.Find(reader, actor.Organization, accountId) is not { } account) return Problem.NotFound("service account");
        var places = WorkspaceStore.List(reader, actor.Organization, includeArchived: false, includeDefault: true).ToDictionary(workspace => workspace.Id);
        return paging.Cut(Of(reader, [account], places.Values).ToList());
    }

    internal Outcome<CursorPage<ServiceAccountWorkspaceView>> OfWorkspace(Actor actor, string workspaceId, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "workspace_service_accounts", workspaceId);
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.WorkspaceMembersRead)) return Denial.Of(Permission.WorkspaceMembersRead);

        using var reader = database.Read();
        return Visible(reader, actor, workspaceId) is { } workspace ? paging.Cut(All(reader, actor, workspace)) : Problem.NotFound("workspace");
    }

    internal Outcome<ServiceAccountWorkspaceView> Get(Actor actor, string workspaceId, string accountId)
    {
        if (!actor.MayAnywhere(Permission.WorkspaceMembersRead)) return Denial.Of(Permission.WorkspaceMembersRead);
        using var reader = database.Read();
        if (Visible(reader, actor, workspaceId) is not { } workspace) return Problem.NotFound("workspace");
        return All(reader, actor, workspace).FirstOrDefault(view => view.ServiceAccountId == accountId) is { } found ? found : Problem.NotFound("service account in this workspace");
    }

    private static Workspace? Visible(Reader reader, Actor actor, string id) =>
        WorkspaceStore.Find(reader, actor.Organization, id) is { } workspace && actor.MayIn(Permission.WorkspaceMembersRead, workspace.Id) ? workspace : null;

    private static List<ServiceAccountWorkspaceView> All(Reader reader, Actor actor, Workspace workspace) =>
        [.. Of(reader, ServiceAccountStore.All(reader, actor.Organization).Where(account => account.ArchivedAt is null), [workspace])];

    private static IEnumerable<ServiceAccountWorkspaceView> Of(Reader reader, IEnumerable<ServiceAccount> accounts, IReadOnlyCollection<Workspace> workspaces)
    {
        var own = ServiceAccountWorkspaceStore.All(reader).ToDictionary(membership => (membership.Account, membership.Workspace));
        foreach (var account in accounts)
            foreach (var workspace in workspaces)
                if (account.Role == OrganizationRole.Admin) yield return ServiceAccountViews.Implicit(account.Id, workspace.Id, WorkspaceRole.Admin);
                else if (own.TryGetValue((account.Id, workspace.Id), out var membership)) yield return ServiceAccountViews.Of(membership);
                else if (workspace.IsDefault) yield return ServiceAccountViews.Implicit(account.Id, workspace.Id, WorkspaceRole.User);
    }
}
