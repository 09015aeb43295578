namespace Claviger.Control.Rotation;

public enum SinkOutcome
{
    Delivered,

    /// <summary>Certainly nothing was taken.</summary>
    Refused,

    /// <summary>It may have been taken: the connection broke, or the time was up.</summary>
    InDoubt,
}

/// <summary>How a delivery went.</summary>
/// <param name="Reason">Why it wasn't one; never with a secret, because it is stored and shown.</param>
public readonly record struct SinkResult(SinkOutcome Outcome, string? Reason = null)
{
    public static readonly SinkResult Delivered = new(SinkOutcome.Delivered);

    public static SinkResult Refused(string reason) => new(SinkOutcome.Refused, reason);

    public static SinkResult InDoubt(string reason) => new(SinkOutcome.InDoubt, reason);
}
