namespace Claviger.Core.Rotation;

/// <summary>When a secret is due, from its birth and its policy alone.</summary>
/// <param name="DueAt">From this instant it is overdue.</param>
/// <param name="RotatesAt">When the program rotates it by itself; null: never.</param>
public readonly record struct SecretSchedule(DateTimeOffset DueAt, DateTimeOffset? RotatesAt)
{
    public static SecretSchedule Of(DateTimeOffset createdAt, RotationPolicy policy)
    {
        var due = createdAt.AddDays(policy.MaxAgeDays);
        return new SecretSchedule(due, policy.IsManaged ? due.AddDays(-policy.AheadDays) : null);
    }

    public bool IsOverdue(DateTimeOffset now) => now >= DueAt;

    /// <summary>Whether the program should rotate it by itself by now.</summary>
    public bool Rotates(DateTimeOffset now) => now >= RotatesAt;

    /// <summary>Whole days until it is due, begun ones counted: 1 on its last day, 0 and less when it is overdue.</summary>
    public int DaysLeft(DateTimeOffset now) => (int)Math.Ceiling((DueAt - now).TotalDays);
}
