namespace Claviger.Core.Limits;

/// <summary>Asks the data plane how a limit stands in memory. One of the few questions that cross between the planes.</summary>
public interface ILimitMeters
{
    /// <summary>All zero when no request has met this limit in this period.</summary>
    LimitUse Read(LeaseKey key);
}
