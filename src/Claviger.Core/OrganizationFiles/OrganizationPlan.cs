using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Claviger.Core.OrganizationFiles;

/// <summary>What would have to happen for an organization to be as its file says.</summary>
/// <param name="Changes">In the order in which they are made.</param>
/// <param name="LeftAlone">What is in a managed section's place and not in the file: it goes only where deletion is allowed.</param>
public sealed record OrganizationPlan(IReadOnlyList<PlannedChange> Changes, IReadOnlyList<PlannedChange> LeftAlone)
{
    public const int DigestLength = 32;

    /// <summary>Nothing differs.</summary>
    public bool IsEmpty => Changes.Count == 0 && LeftAlone.Count == 0;

    /// <summary>Over every change: what was looked at is what is done, or nothing is.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Changes))))[..DigestLength];
}
