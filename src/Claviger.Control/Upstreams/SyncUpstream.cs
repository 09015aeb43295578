using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Claviger.Storage.Secrets;
using Claviger.Storage.Upstreams;

namespace Claviger.Control.Upstreams;

/// <summary>
/// Makes the stored upstream agree with the configuration, at start, before anything is served. Configuration wins, because that is
/// where operators rotate the credential; each difference is one audited change.
/// </summary>
public sealed class SyncUpstream(Database database, Sealer sealer, TimeProvider clock)
{
    /// <param name="credential">Null: keep the stored one.</param>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> RunAsync(Uri baseUrl, string? credential, CancellationToken ct)
    {
        var (organization, upstream, stored) = Current();
        var moved = upstream.BaseUrl != baseUrl;
        var replaced = credential is not null && !string.Equals(credential, stored, StringComparison.Ordinal);
        if (!moved && !replaced) return false;

        using var tx = await database.BeginAdminAsync(ct);
        if (moved) UpstreamStore.MoveTo(tx, organization, baseUrl);
        if (replaced) UpstreamStore.SetCredential(tx, sealer, upstream, credential!, clock.GetUtcNow());
        tx.Commit(Actor.System(organization).Did(AuditKind.UpstreamCredentialChanged, upstream.Id.Value, AuditDetail.Of(
            ("base_url", baseUrl.ToString()), ("credential_replaced", replaced))));
        return true;
    }

    private (Core.OrganizationId Organization, Core.Upstreams.Upstream Upstream, string Credential) Current()
    {
        using var reader = database.Read();
        var (upstream, credential) = UpstreamStore.AllWithCredentials(reader, sealer)[0];
        return (OrganizationStore.All(reader)[0].Id, upstream, credential);
    }
}
