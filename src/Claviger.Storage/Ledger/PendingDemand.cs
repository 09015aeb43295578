using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>A demand on its way through the journal: answered within a transaction, told only when that is durable.</summary>
internal sealed class PendingDemand(LeaseDemand demand)
{
    private readonly TaskCompletionSource<LeaseGrant> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaseDemand Demand => demand;

    public Task<LeaseGrant> Told => _told.Task;

    /// <summary>Set by the journal's thread, anew at each attempt of the transaction.</summary>
    public LeaseGrant Answer { get; set; }

    /// <summary>Why there is no answer and never will be; null when there is one.</summary>
    public Exception? Fault { get; set; }

    /// <summary>After the commit.</summary>
    public void Tell()
    {
        if (Fault is null) _told.TrySetResult(Answer);
        else _told.TrySetException(new InvalidOperationException("the books could not work this demand out: nothing was granted", Fault));
    }

    public void Fail(Exception error) => _told.TrySetException(error);
}
