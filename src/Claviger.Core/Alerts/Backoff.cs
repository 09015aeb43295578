namespace Claviger.Core.Alerts;

/// <summary>When a delivery that failed is tried again: 30 seconds, doubling, at most 2 hours apart; a dead letter after some 15 hours.</summary>
public static class Backoff
{
    public const int MostAttempts = 14;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <param name="attempts">Made so far, from 1.</param>
    /// <returns>Null: no more.</returns>
    public static TimeSpan? After(int attempts) => attempts >= MostAttempts ? null : First * Math.Pow(2, Math.Min(attempts - 1, 20)) is var wait && wait < Longest ? wait : Longest;
}
