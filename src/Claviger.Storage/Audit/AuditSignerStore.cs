using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Storage.Secrets;

namespace Claviger.Storage.Audit;

/// <summary>The keys that sign checkpoints, sealed under the key file.</summary>
public static class AuditSignerStore
{
    /// <summary>The key in use; null before the first start that makes one.</summary>
    /// <exception cref="StorageException">It doesn't open under this key file.</exception>
    public static CheckpointSigner? Open(Reader reader, Sealer sealer, OrganizationId organization) =>
        reader.First<SignerRow>(
            "SELECT version AS Version, sealed AS Sealed FROM audit_signers WHERE organization_id = @organization ORDER BY version DESC LIMIT 1",
            new { organization = organization.Value }) is { } row
            ? CheckpointSigner.Of(Checkpoint.OriginOf(organization), sealer.Open(row.Sealed, Identity(organization, row.Version)))
            : null;

    public static string? PublicKey(Reader reader, OrganizationId organization) => reader.First<string>(
        "SELECT public_key FROM audit_signers WHERE organization_id = @organization ORDER BY version DESC LIMIT 1", new { organization = organization.Value });

    /// <returns>The public key.</returns>
    public static string Add(AdminTransaction tx, Sealer sealer, OrganizationId organization, DateTimeOffset now)
    {
        var version = tx.One<int>("SELECT COALESCE(MAX(version), 0) + 1 FROM audit_signers WHERE organization_id = @organization", new { organization = organization.Value });
        var seed = CheckpointSigner.NewSeed();
        using var signer = CheckpointSigner.Of(Checkpoint.OriginOf(organization), seed);
        tx.Execute(
            "INSERT INTO audit_signers (organization_id, version, public_key, sealed, created_at_ms) VALUES (@organization, @version, @key, @sealedSeed, @at)",
            new
            {
                organization = organization.Value, version, key = signer.Verifier.ToString(), sealedSeed = sealer.Seal(seed, Identity(organization, version)),
                at = now.ToUnixTimeMilliseconds(),
            });
        return signer.Verifier.ToString();
    }

    private static string Identity(OrganizationId organization, int version) => $"audit_signer|{organization}|{version}";

    private sealed record SignerRow
    {
        public int Version { get; init; }
        public byte[] Sealed { get; init; } = [];
    }
}
