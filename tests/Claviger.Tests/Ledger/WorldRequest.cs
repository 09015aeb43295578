using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>A request of the model world: waits for its hold, holds, or is over.</summary>
internal sealed class WorldRequest(int node, int key, HoldAmount amount, long atMs, IReadOnlyList<LeaseKey> covering) : IDisposable
{
    private readonly CancellationTokenSource _left = new();

    public int Node => node;
    public int Key => key;
    public HoldAmount Asked => amount;
    public long AtMs => atMs;

    /// <summary>The limits that cover it, in the periods of its admission (I8).</summary>
    public IReadOnlyList<LeaseKey> Covering => covering;

    public CancellationToken Left => _left.Token;
    public Task<HoldAnswer>? Waiting { get; set; }
    public Hold Hold { get; set; }

    /// <summary>What it holds of a limit: the model's own figure, by the limit's policy when it was taken.</summary>
    public Dictionary<LeaseKey, long> Holds { get; } = [];

    /// <summary>What it may cost at most.</summary>
    public Money AtStake => Hold.IsSliced ? Hold.Amount.Part : Hold.Amount.Full;

    public void Leave() => _left.Cancel();

    public void Dispose() => _left.Dispose();
}
