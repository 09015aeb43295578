namespace Claviger.Simulator;

/// <summary>SplitMix64: the same seed gives the same numbers for ever, on every machine. Never for secrets.</summary>
public struct SeededGenerator(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    public ulong Next() => Mix(_state += Step);

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A bijection of 64 bits: different inputs never give the same output.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
