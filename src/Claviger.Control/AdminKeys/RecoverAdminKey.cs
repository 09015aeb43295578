using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Secrets;

namespace Claviger.Control.AdminKeys;

/// <summary>
/// Makes an admin key for the first administrator, on behalf of the system: at install, and again when the key was lost. Only whoever
/// can start the program on its data folder can ask for it, and the audit log shows it.
/// </summary>
public sealed class RecoverAdminKey(Database database, TokenIssuer issuer, TimeProvider clock)
{
    /// <returns>The token, to be shown once.</returns>
    public async Task<string> RunAsync(string name, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var (organization, administrator) = First();
        var (token, entry) = Add(tx, issuer, organization, administrator, name, clock.GetUtcNow());
        tx.Commit(entry);
        return token;
    }

    internal static (string Token, AuditEntry Entry) Add(
        AdminTransaction tx, TokenIssuer issuer, OrganizationId organization, MemberId member, string name, DateTimeOffset now)
    {
        var issued = issuer.Issue(KeyTokenKind.AdminKey);
        var key = new AdminKey(AdminKeyId.New(), organization, name, member, issued.Id, issued.Digest, issued.PepperVersion, issued.Hint, KeyStatus.Active, now, ExpiresAt: null);
        AdminKeyStore.Add(tx, key);
        return (issued.Token, Actor.System(organization).Did(AuditKind.AdminKeyCreated, key.Id.Value, AuditDetail.Of(("name", name), ("member", member.Value))));
    }

    private (OrganizationId Organization, MemberId Administrator) First()
    {
        using var reader = database.Read();
        var organization = OrganizationStore.All(reader)[0].Id;
        return (organization, MemberStore.All(reader, organization).First(member => member.Role == OrganizationRole.Admin).Id);
    }
}
