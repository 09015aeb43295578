namespace Claviger.Core.Rotation;

/// <summary>The times of a delivery.</summary>
public static class DeliveryPace
{
    /// <summary>How long one process alone works on it: longer than a delivery and its reading back may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(3);

    /// <summary>A secret on its way ends by itself then, so that none that nobody settles works for ever.</summary>
    public static readonly TimeSpan SecretLife = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <param name="attempts">So many have failed.</param>
    public static TimeSpan PauseAfter(int attempts) => attempts <= Pauses.Length ? Pauses[Math.Max(attempts, 1) - 1] : LongestPause;

    /// <summary>Whether an attempt is due. A time that lies further ahead than any pause was set by a clock that was wrong.</summary>
    public static bool IsDue(SecretDelivery delivery, DateTimeOffset now) => delivery.State switch
    {
        DeliveryState.Delivering => now >= delivery.ClaimedUntil || delivery.ClaimedUntil > now + Claim,
        DeliveryState.Waiting or DeliveryState.InDoubt => delivery.NextAt is not { } next || now >= next || next > now + LongestPause,
        _ => false,
    };
}
