namespace Claviger.Core.Policy;

/// <summary>
/// Whether the policy in force may be behind what administrators have changed: where the store serves several processes and doesn't answer,
/// nobody knows.
/// </summary>
/// <param name="Answers">False: a key that isn't in the snapshot may have been made since.</param>
/// <param name="Silence">How long the store has said nothing.</param>
/// <param name="MostSilence">For longer than this nothing is admitted: what was revoked elsewhere must end somewhere.</param>
public sealed record PolicyContact(Func<bool> Answers, Func<TimeSpan> Silence, TimeSpan MostSilence)
{
    /// <summary>All changes are made by this process.</summary>
    public static PolicyContact Own { get; } = new(() => true, () => TimeSpan.Zero, TimeSpan.MaxValue);

    public bool IsTooOld => Silence() > MostSilence;
}
