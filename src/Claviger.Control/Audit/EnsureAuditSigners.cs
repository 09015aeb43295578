using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Organizations;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Audit;

/// <summary>Gives each organization that lacks one the key that signs its checkpoints. Runs at start; that it was made is an entry of the log itself.</summary>
public sealed class EnsureAuditSigners(Database database, Sealer sealer, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var organization in Lacking())
        {
            using var tx = await database.BeginAdminAsync(ct);
            var key = AuditSignerStore.Add(tx, sealer, organization, clock.GetUtcNow());
            tx.Record(Actor.System(organization).Did(AuditKind.AuditSignerCreated, Checkpoint.OriginOf(organization), AuditDetail.Of(("public_key", key))));
        }
    }

    private List<Core.OrganizationId> Lacking()
    {
        using var reader = database.Read();
        return OrganizationStore.All(reader).Select(organization => organization.Id).Where(id => AuditSignerStore.PublicKey(reader, id) is null).ToList();
    }
}
