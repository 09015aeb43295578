using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>What a start found of the process before it, and what became of its leases.</summary>
public sealed record LedgerFindings
{
    /// <summary>Batches whose worst case, as far as it isn't booked, stays leased.</summary>
    public IReadOnlyList<RestoredHold> Restored { get; init; } = [];

    /// <summary>Leases, a limit and period each, that were left.</summary>
    public int Leases { get; init; }

    /// <summary>Sum of what went back to headroom: the process ended and the crash file told everything.</summary>
    public Money Returned { get; init; }

    /// <summary>Leases whose rest is unresolved, because the machine went down and took what was only in its memory.</summary>
    public int Remainders { get; init; }

    public Money Remaining { get; init; }

    /// <summary>
    /// Unix milliseconds of the newest thing in the books: a row's admission or the beginning of a period that was counted in. Time
    /// before it has been; a clock that says otherwise was set back, and must not open a closed period again.
    /// </summary>
    public long NewestAtMs { get; init; }
}
