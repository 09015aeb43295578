namespace Claviger.Tests.Ledger;

/// <summary>
/// The part of the ledger in which threads meet, as the schedules see it: some leases that are held all or none. The real one stands behind
/// it, and mutants of it. Amounts are nano-dollars.
/// </summary>
internal interface ILedgerCore
{
    /// <param name="full">Against all leases but the last of several.</param>
    /// <param name="part">Against the last of several, which takes slices.</param>
    bool TryHold(long full, long part);

    bool TryExtend(long more);

    void Post(long full, long part, long cost);

    void Release(long full, long part);

    /// <summary>Asks the books for more of a lease, and takes it.</summary>
    /// <param name="durable">Makes the grant durable.</param>
    /// <returns>False when the cap changed meanwhile: the grant goes back.</returns>
    bool Grow(int lease, long amount, Action durable);

    /// <summary>Takes what nobody holds of a lease.</summary>
    long TakeUnheld(int lease);

    /// <summary>The cap has changed. Takes what nobody holds; nothing may be held before a grant that was asked for since.</summary>
    long BeginTerm(int lease);

    long LeftOf(int lease);
}
