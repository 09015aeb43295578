using Claviger.Core.Usage;
using Claviger.Simulator;

namespace Claviger.Demo.Month;

/// <summary>What a service's calls look like: models, dearest last, and tokens of a typical call.</summary>
internal sealed record CallShape(IReadOnlyList<string> Models, int Input, int CacheRead, int CacheWrite, int Output)
{
    public static CallShape Chat { get; } = new(["claude-haiku-5-5", "claude-sonnet-5-5", "claude-sonnet-5-5"], 1_400, 9_000, 300, 550);
    public static CallShape Backend { get; } = new(["claude-sonnet-5-5", "claude-sonnet-5-5", "claude-opus-5-5"], 4_200, 14_000, 900, 900);
    public static CallShape Classify { get; } = new(["claude-haiku-4-5-20251001", "claude-haiku-5-5", "claude-haiku-5-5"], 2_600, 5_000, 0, 60);
    public static CallShape Documents { get; } = new(["claude-sonnet-5-5", "claude-opus-5-5"], 21_000, 0, 0, 1_300);
    public static CallShape Code { get; } = new(["claude-sonnet-5-5", "claude-opus-5-5", "claude-opus-5-5"], 900, 62_000, 4_500, 1_100);

    /// <summary>An agent that reads its own growing transcript again and again.</summary>
    public static CallShape Loop { get; } = new(["claude-opus-5-5"], 6_000, 140_000, 21_000, 4_200);

    public string ModelOf(ref SeededGenerator dice) => Models[dice.Next(Models.Count)];

    public TokenUsage Draw(ref SeededGenerator dice) => new()
    {
        InputTokens = Around(Input, ref dice),
        CacheReadTokens = Around(CacheRead, ref dice),
        CacheWrite5mTokens = Around(CacheWrite, ref dice),
        OutputTokens = Around(Output, ref dice),
    };

    /// <summary>From a quarter to three times, the middle more often: a product of two draws.</summary>
    private static long Around(int typical, ref SeededGenerator dice) => (long)typical * (500 + dice.Next(1_500)) / 1_000 * (500 + dice.Next(1_000)) / 1_000;
}
