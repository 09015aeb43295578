namespace Claviger.Gateway.Rates;

/// <summary>What a request takes of each bucket at its admission.</summary>
/// <param name="Input">Estimate; of both ways to count input the same until usage tells them apart.</param>
/// <param name="Output">What answers like it were long; zero while nothing is known.</param>
internal readonly record struct RateDemand(long Input, long Output);
