namespace Claviger.Core.Usage;

/// <summary>How a governed request ended, and so how sure its cost is. Numbers are stored; never renumber.</summary>
public enum UsageOutcome : byte
{
    /// <summary>Final usage was seen: the cost is exact.</summary>
    Completed = 0,

    /// <summary>Upstream answered an error: no cost.</summary>
    UpstreamError = 1,

    /// <summary>The stream ended before its final usage: an upper bound of the tokens so far was posted.</summary>
    CutShort = 2,

    /// <summary>Nothing usable was seen after the request had been sent: its worst case was posted.</summary>
    WorstCase = 3,

    /// <summary>This process died while the request was running: its worst case was posted at the next start.</summary>
    Unresolved = 4,

    /// <summary>A line of a batch, settled from its results.</summary>
    BatchLine = 5,

    /// <summary>A call that upstream doesn't charge (counting, models, files, batch bookkeeping): a row as evidence, in no sum.</summary>
    Free = 6,

    /// <summary>It was unresolved, and an administrator has said what it cost.</summary>
    Resolved = 7,

    /// <summary>A stream that Claviger ended because a limit had no room for more of it: all that was held of it was posted.</summary>
    StoppedAtCap = 8,
}
