namespace Claviger.Core.Alerts;

/// <summary>What became of a delivery. Numbers are stored; never renumber.</summary>
public enum DeliveryStatus : byte
{
    Pending = 0,
    Delivered = 1,

    /// <summary>A dead letter: tried to the end. Retried by hand only.</summary>
    Dead = 2,
}
