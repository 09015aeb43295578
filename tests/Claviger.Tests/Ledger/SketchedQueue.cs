using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>The same queue once more, with its steps open to be got wrong. Only one scheduled thread runs at a time, so it needs no lock.</summary>
internal class SketchedQueue : IWaitQueue
{
    private long _version;
    private long _count;
    private TaskCompletionSource? _changed;

    protected LinkedList<Place> Places { get; } = new();

    public int Count => Places.Count;
    protected long Version => _version;

    public virtual object Enter()
    {
        var place = new Place();
        Places.AddLast(place);
        _count++;
        if (Places.First!.Value == place) place.HasTurn = true;
        return place;
    }

    public bool HasTurn(object place) => ((Place)place).HasTurn;

    public void Look(object place) => ((Place)place).Seen = _version;

    public Task ChangedSinceLook(object place) => ChangedSince(((Place)place).Seen);

    protected virtual Task ChangedSince(long seen)
    {
        if (_version != seen) return Task.CompletedTask;
        _changed ??= new TaskCompletionSource();
        return _changed.Task;
    }

    public virtual void Leave(object place)
    {
        var hadTurn = Places.First!.Value == place;
        Places.Remove((Place)place);
        _count--;
        if (hadTurn) PassTurn();
    }

    public virtual void Move(Action money)
    {
        money();
        Changed();
    }

    protected virtual void Changed()
    {
        if (Atomic.Read(ref _count) == 0) return;
        _version++;
        Wake();
    }

    protected void CountVersion() => _version++;

    protected bool SomebodyWaits => _changed is not null;

    protected void Wake()
    {
        _changed?.SetResult();
        _changed = null;
    }

    protected virtual void PassTurn()
    {
        if (Places.First is { } first) first.Value.HasTurn = true;
    }

    protected sealed class Place
    {
        public bool HasTurn { get; set; }
        public long Seen { get; set; }
    }
}
