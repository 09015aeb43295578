using System.Data;
using Claviger.Core.Audit;
using Dapper;

namespace Claviger.Storage.Audit;

/// <summary>Appends leaves to an organization's tree, inside the transaction of their entries: log and tree can't differ. Two rows a leaf, amortized.</summary>
internal sealed class AuditTreeWriter(IDbConnection connection, IDbTransaction transaction)
{
    private const string Insert = "INSERT INTO audit_nodes (organization_id, level, position, hash) VALUES (@organization, @level, @position, @hash)";

    /// <summary>How many leaves there are. Of the tree, not of the entries: where somebody deleted the newest entry, its number is not given again.</summary>
    public long Size(string organization) => connection.QuerySingle<long>(
        "SELECT COALESCE(MAX(position) + 1, 0) FROM audit_nodes WHERE organization_id = @organization AND level = 0", new { organization }, transaction);

    public void Append(string organization, long position, byte[] leafHash)
    {
        var hash = leafHash;
        connection.Execute(Insert, new { organization, level = 0, position, hash }, transaction);
        for (var level = 1; (position & 1) == 1; level++)
        {
            var left = connection.QueryFirstOrDefault<byte[]>(
                "SELECT hash FROM audit_nodes WHERE organization_id = @organization AND level = @level AND position = @position",
                new { organization, level = level - 1, position = position - 1 }, transaction)
                ?? throw new StorageException($"the audit log of {organization} lacks the hash of level {level - 1}, position {position - 1}");
            hash = MerkleHash.Node(left, hash);
            position >>= 1;
            connection.Execute(Insert, new { organization, level, position, hash }, transaction);
        }
    }

    /// <summary>
    /// Takes in entries that a version without a tree wrote. A number that is missing among them becomes the leaf of an empty entry: the
    /// gap stays visible for ever, and the server starts.
    /// </summary>
    public void CatchUp()
    {
        var logs = connection.Query<(string Organization, long Last)>(
            "SELECT organization_id, MAX(sequence) FROM audit_entries GROUP BY organization_id", transaction: transaction).ToList();
        foreach (var (organization, last) in logs)
        {
            for (var size = Size(organization); size < last;)
            {
                var entries = connection.Query<(long Sequence, byte[] Entry)>(
                    "SELECT sequence, entry FROM audit_entries WHERE organization_id = @organization AND sequence > @size ORDER BY sequence LIMIT 1000",
                    new { organization, size }, transaction).ToList();
                foreach (var (sequence, entry) in entries)
                {
                    while (size + 1 < sequence) Append(organization, size++, MerkleHash.Leaf([]));
                    Append(organization, size++, MerkleHash.Leaf(entry));
                }
            }
        }
    }
}
