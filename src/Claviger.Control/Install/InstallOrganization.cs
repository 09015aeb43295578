using Claviger.Control.AdminKeys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.Upstreams;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Secrets;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Install;

/// <summary>
/// Makes everything an empty store needs, in one change: organization, default workspace, upstream, the first administrator and
/// an admin key for it. Runs before anything is served, so the only actor is the system.
/// </summary>
public sealed class InstallOrganization(Database database, TokenIssuer issuer, Sealer sealer, TimeProvider clock)
{
    public static bool IsNeeded(Database database)
    {
        using var reader = database.Read();
        return OrganizationStore.All(reader).Count == 0;
    }

    /// <returns>The admin key's token, to be shown once, and the administrator it belongs to.</returns>
    public async Task<(string AdminToken, MemberId Administrator)> RunAsync(InstallRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var tx = await database.BeginAdminAsync(ct);
        if (OrganizationStore.Any(tx)) throw new StorageException("another process has just installed the organization: start this one again, with that one's key file");
        var organization = OrganizationStore.Add(tx, new OrganizationId(Guid.CreateVersion7(now).ToString()), request.OrganizationName, now);
        var system = Actor.System(organization.Id);

        var administrator = new Member(MemberId.New(), organization.Id, request.AdministratorEmail, request.AdministratorName, OrganizationRole.Admin, now);
        MemberStore.Add(tx, administrator);

        var upstream = new Upstream(UpstreamId.New(), organization.Id, request.UpstreamName, request.UpstreamUrl);
        UpstreamStore.Add(tx, upstream, isDefault: true, now);
        UpstreamStore.SetCredential(tx, sealer, upstream, request.UpstreamCredential, now);

        var workspace = WorkspaceStore.Add(tx, new Workspace
        {
            Id = WorkspaceId.New(),
            Number = 0,
            Organization = organization.Id,
            Name = "Default",
            IsDefault = true,
            DisplayColor = "#8A8A8A",
            Tags = new Dictionary<string, string>(),
            CreatedAt = now,
        });

        var (token, adminKeyCreated) = RecoverAdminKey.Add(tx, issuer, organization.Id, administrator.Id, "first-admin-key", now);

        tx.Commit(
            system.Did(AuditKind.OrganizationCreated, organization.Id.Value, AuditDetail.Of(("name", organization.Name))),
            system.Did(AuditKind.MemberAdded, administrator.Id.Value, AuditDetail.Of(("role", OrganizationRoleNames.Of(administrator.Role)))),
            system.Did(AuditKind.UpstreamCreated, upstream.Id.Value, AuditDetail.Of(("base_url", upstream.BaseUrl.ToString()))),
            system.Did(AuditKind.WorkspaceCreated, workspace.Id.Value, AuditDetail.Of(("name", workspace.Name))),
            adminKeyCreated);
        return (token, administrator.Id);
    }
}
