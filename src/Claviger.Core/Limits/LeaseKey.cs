namespace Claviger.Core.Limits;

/// <summary>One limit in one instance of its period: what a lease, a hold and a share of the books belong to.</summary>
/// <param name="Limit"><see cref="SpendLimit.Number"/></param>
/// <param name="PeriodStartMs"><see cref="PeriodSpan.StartMs"/></param>
public readonly record struct LeaseKey(int Limit, long PeriodStartMs);
