namespace Claviger.Core.Limits;

/// <summary>What one node knows of a limit in one period, for reports: never used to decide.</summary>
/// <param name="Held">Worst cases of running requests and unbooked batches.</param>
/// <param name="Unused">Leased here and held by nobody.</param>
/// <param name="Waiting">Requests in the limit's queue.</param>
/// <param name="Refused">Requests that it refused since the process began; of a shadow limit, those that it would have refused.</param>
public readonly record struct LimitUse(Money Held, Money Unused, int Waiting, long Refused);
