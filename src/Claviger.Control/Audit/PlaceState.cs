namespace Claviger.Control.Audit;

/// <summary>How pushing to a place goes, since this process started.</summary>
public sealed class PlaceState(ICheckpointPlace place)
{
    public ICheckpointPlace Place => place;

    /// <summary>In a row; 0 when the last push worked.</summary>
    public int Failures { get; private set; }

    public string? LastError { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    internal void Worked() => (Failures, LastError, FailingSince) = (0, null, null);

    internal void Failed(string error, DateTimeOffset now) => (Failures, LastError, FailingSince) = (Failures + 1, error, FailingSince ?? now);
}
