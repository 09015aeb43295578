using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>A plan as one target can make it.</summary>
/// <param name="Changes">In the order in which they are made, so that a stop after any of them is safe.</param>
/// <param name="LeftAlone">There and not in the file; it could go.</param>
/// <param name="Impossible">What differs, and stays different.</param>
public sealed record TargetPlan(IReadOnlyList<PlannedChange> Changes, IReadOnlyList<PlannedChange> LeftAlone, IReadOnlyList<Impossible> Impossible)
{
    /// <summary>Nothing differs that could be mended.</summary>
    public bool IsEmpty => Changes.Count == 0 && LeftAlone.Count == 0;

    /// <summary>Also where only somebody in the target's own console can mend it.</summary>
    public bool Differs => !IsEmpty || Impossible.Any(one => one.IsDifference);

    /// <summary>Over what would be done: what was looked at is what is done.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Changes))))[..OrganizationPlan.DigestLength];
}
