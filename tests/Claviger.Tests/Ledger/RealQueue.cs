using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>The ledger's own <see cref="LimitQueue"/>.</summary>
internal sealed class RealQueue : IWaitQueue
{
    private readonly LimitQueue _queue = new();

    public int Count => _queue.Count;
    public object Enter() => _queue.Enter(100)!;
    public bool HasTurn(object place) => ((LimitQueue.Place)place).Turn.IsCompleted;
    public void Look(object place) => ((LimitQueue.Place)place).Look();
    public Task ChangedSinceLook(object place) => ((LimitQueue.Place)place).Changed();
    public void Leave(object place) => ((LimitQueue.Place)place).Dispose();

    public void Move(Action money)
    {
        money();
        _queue.Changed();
    }
}
