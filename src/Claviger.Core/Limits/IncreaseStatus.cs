namespace Claviger.Core.Limits;

/// <summary>What became of a request for a higher limit. Numbers are stored; never renumber.</summary>
public enum IncreaseStatus
{
    Pending = 0,
    Approved = 1,
    Denied = 2,

    /// <summary>Who asked has left: nobody sees it any more.</summary>
    Ended = 3,
}
