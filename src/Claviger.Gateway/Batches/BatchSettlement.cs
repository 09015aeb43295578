namespace Claviger.Gateway.Batches;

/// <summary>How far a batch has come with its books.</summary>
public enum BatchSettlement
{
    /// <summary>Its results couldn't be had or written: try again later.</summary>
    Failed,

    /// <summary>It has no results yet.</summary>
    StillRuns,

    /// <summary>Every line is in the durable books.</summary>
    Booked,
}
