using System.Globalization;

namespace Claviger.Core.Audit;

/// <summary>How a log stood once: its name, how many entries, and the root over them (C2SP tlog-checkpoint).</summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>One log an organization: nothing of another's is needed to check it.</summary>
    public static string OriginOf(OrganizationId organization) => $"claviger/{organization.Value}";

    /// <summary>What is signed.</summary>
    public string Body => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Null for everything that another program could read as another checkpoint: leading zeros, loose base64.</summary>
    public static Checkpoint? Read(string body)
    {
        var lines = body.Split('\n');
        // Further lines are extensions, which readers skip; the last one ends with a line break.
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[0].Length == 0) return null;
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1]) return null;
        Span<byte> root = stackalloc byte[MerkleHash.Bytes];
        if (!Convert.TryFromBase64String(lines[2], root, out var count) || count != MerkleHash.Bytes || Convert.ToBase64String(root) != lines[2]) return null;
        return new Checkpoint(lines[0], size, root.ToArray());
    }
}
