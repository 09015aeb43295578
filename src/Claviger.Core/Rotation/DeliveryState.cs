namespace Claviger.Core.Rotation;

/// <summary>How the newest delivery of a key stands. Numbers are stored; never renumber.</summary>
public enum DeliveryState : byte
{
    /// <summary>A process is bringing it; when its claim is over, that process died on the way.</summary>
    Delivering = 0,

    /// <summary>It failed, nothing has arrived, its secret has ended; another one is tried later.</summary>
    Waiting = 1,

    /// <summary>It may have arrived. Its secret goes on for a while; another one is tried later.</summary>
    InDoubt = 2,

    Delivered = 3,
}
