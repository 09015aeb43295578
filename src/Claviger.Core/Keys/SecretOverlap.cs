namespace Claviger.Core.Keys;

/// <summary>
/// How long an old secret goes on beside the one that replaced it. Its time runs from the first use of the new one, so that a rotation
/// nobody has rolled out yet stops nothing; the latest end comes all the same.
/// </summary>
public static class SecretOverlap
{
    public static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>The longest overlap, and the latest end after a rotation.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(30);
}
