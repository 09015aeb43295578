namespace Claviger.Core.Limits;

/// <summary>Asks the books for more of a limit's headroom.</summary>
/// <param name="Need">The least that helps; more is granted where headroom is large (<see cref="SliceSize"/>), never less.</param>
/// <param name="AtMs">The caller's instant of the books' time (Unix milliseconds): which cap is in force.</param>
public readonly record struct LeaseDemand(LeaseKey Key, Money Need, long AtMs);
