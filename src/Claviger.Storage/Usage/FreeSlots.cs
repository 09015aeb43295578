namespace Claviger.Storage.Usage;

/// <summary>
/// The slots of the crash file that hold nothing. Taken one by one by request threads, given back many at a time by the flusher:
/// a lock held for nanoseconds, where a bag would steal every slot from the flusher's own list.
/// </summary>
internal sealed class FreeSlots
{
    private readonly Lock _gate = new();
    private readonly int[] _slots; // under _gate, as a stack: the slots used last are still in the processor's cache
    private int _count;

    public FreeSlots(int slots)
    {
        _slots = new int[slots];
        for (var i = 0; i < slots; i++) _slots[i] = slots - 1 - i;
        _count = slots;
    }

    public int Taken => _slots.Length - Volatile.Read(ref _count);

    public bool TryTake(out int slot)
    {
        lock (_gate)
        {
            slot = _count > 0 ? _slots[--_count] : -1;
            return slot >= 0;
        }
    }

    public void GiveBack(ReadOnlySpan<int> slots)
    {
        lock (_gate)
        {
            slots.CopyTo(_slots.AsSpan(_count));
            _count += slots.Length;
        }
    }
}
