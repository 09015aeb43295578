using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.ServiceAccounts;

namespace Claviger.Storage.ServiceAccounts;

/// <summary>Explicit memberships of service accounts in workspaces.</summary>
public static class ServiceAccountWorkspaceStore
{
    private const string Columns = "workspace_id AS WorkspaceId, service_account_id AS AccountId, role AS Role, created_by AS CreatedBy";

    public static void Put(AdminTransaction tx, ServiceAccountWorkspace membership) => tx.Execute(
        """
        INSERT INTO service_account_workspaces (workspace_id, service_account_id, role, created_by) VALUES (@workspace, @account, @role, @by)
        ON CONFLICT (workspace_id, service_account_id) DO UPDATE SET role = excluded.role
        """,
        new { workspace = membership.Workspace.Value, account = membership.Account.Value, role = (int)membership.Role, by = membership.CreatedBy });

    public static void Remove(AdminTransaction tx, WorkspaceId workspace, ServiceAccountId account) =>
        tx.Execute("DELETE FROM service_account_workspaces WHERE workspace_id = @workspace AND service_account_id = @account", new { workspace = workspace.Value, account = account.Value });

    public static ServiceAccountWorkspace? Find(AdminTransaction tx, WorkspaceId workspace, string account) =>
        tx.First<Row>(
            $"SELECT {Columns} FROM service_account_workspaces WHERE workspace_id = @workspace AND service_account_id = @account", new { workspace = workspace.Value, account })?.ToMembership();

    public static IReadOnlyList<ServiceAccountWorkspace> All(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM service_account_workspaces ORDER BY workspace_id, service_account_id").Select(row => row.ToMembership()).ToList();

    private sealed record Row
    {
        public string WorkspaceId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public int Role { get; init; }
        public string? CreatedBy { get; init; }

        public ServiceAccountWorkspace ToMembership() => new(new WorkspaceId(WorkspaceId), new ServiceAccountId(AccountId), (WorkspaceRole)Role, CreatedBy);
    }
}
