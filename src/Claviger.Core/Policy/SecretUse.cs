using Claviger.Core.Keys;

namespace Claviger.Core.Policy;

/// <summary>When a secret was used, for as long as the process lives: snapshots come and go around it. Written by requests, without a lock.</summary>
public sealed class SecretUse
{
    /// <summary>A last use is worth storing once it is a minute newer than the stored one.</summary>
    private const long WorthStoringMs = 60_000;

    private readonly SecretUses _all;
    private long _firstMs;
    private long _lastMs;
    private long _storedMs;
    private int _queued;

    internal SecretUse(SecretUses all, SecretId id, DateTimeOffset? first, DateTimeOffset? last)
    {
        _all = all;
        Id = id;
        _firstMs = first?.ToUnixTimeMilliseconds() ?? 0;
        _lastMs = _storedMs = last?.ToUnixTimeMilliseconds() ?? 0;
    }

    public SecretId Id { get; }

    /// <summary>Unix milliseconds; 0: never used.</summary>
    public long FirstMs => Volatile.Read(ref _firstMs);

    /// <summary>To the second; 0: never used.</summary>
    public long LastMs => Volatile.Read(ref _lastMs);

    /// <summary>A request came with it and was let in.</summary>
    public void At(DateTimeOffset now)
    {
        var ms = now.ToUnixTimeMilliseconds();
        if (ms - Volatile.Read(ref _lastMs) < 1_000) return; // nearly always: a shared line that is written by every request would be fought over
        Volatile.Write(ref _lastMs, ms);
        var isFirst = Interlocked.CompareExchange(ref _firstMs, ms, 0) == 0;
        if ((isFirst || ms - Volatile.Read(ref _storedMs) >= WorthStoringMs) && Interlocked.Exchange(ref _queued, 1) == 0) _all.Enqueue(this);
    }

    /// <summary>Before it is read for storing: a use that comes meanwhile queues it again.</summary>
    internal void Dequeued()
    {
        Volatile.Write(ref _queued, 0);
        Volatile.Write(ref _storedMs, LastMs);
    }
}
