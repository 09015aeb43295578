using Claviger.Core;
using Claviger.Core.Audit;

namespace Claviger.Storage.Audit;

/// <summary>An organization's Merkle tree, for reading.</summary>
public static class AuditTreeStore
{
    public static long Size(Reader reader, OrganizationId organization) => reader.First<long>(
        "SELECT COALESCE(MAX(position) + 1, 0) FROM audit_nodes WHERE organization_id = @organization AND level = 0", new { organization = organization.Value });

    public static long Size(AdminTransaction tx, OrganizationId organization) => tx.Tree.Size(organization.Value);

    /// <exception cref="StorageException">On use: a node is missing, which only damage can do.</exception>
    public static MerkleTree Tree(Reader reader, OrganizationId organization) => new((level, position) =>
        reader.First<byte[]>("SELECT hash FROM audit_nodes WHERE organization_id = @organization AND level = @level AND position = @position",
            new { organization = organization.Value, level, position })
        ?? throw new StorageException($"the audit log of {organization} lacks the hash of level {level}, position {position}"));

    /// <summary>Hashes of leaves as they were when their entries were written, in order.</summary>
    public static IReadOnlyList<byte[]> Leaves(Reader reader, OrganizationId organization, long from, long to) => reader.Query<byte[]>(
        "SELECT hash FROM audit_nodes WHERE organization_id = @organization AND level = 0 AND position >= @from AND position < @to ORDER BY position",
        new { organization = organization.Value, from, to }).ToList();
}
