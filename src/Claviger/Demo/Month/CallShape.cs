using Claviger.Core.Usage;
using Claviger.Simulator;

namespace Claviger.Demo.Month;

/// <summary>What a service's calls look like: models, dearest last, and tokens of a typical call.</summary>
internal sealed record CallShape(IReadOnlyList<string> Models, int Input, int CacheRead, int CacheWrite, int Output)
{
    public static CallShape Chat { get; } = new(["claude-haiku-5-5", "claude-sonnet-5-5", "claude-sonnet-5-5"], 4_800, 22_000, 1_200, 1_900);
    public static CallShape Backend { get; } = new(["claude-sonnet-5-5", "claude-sonnet-5-5", "claude-opus-5-5"], 17_000, 46_000, 3_600, 3_200);
    public static CallShape Classify { get; } = new(["claude-haiku-4-5-20251001", "claude-haiku-5-5", "claude-haiku-5-5"], 9_000, 16_000, 0, 180);
    public static CallShape Documents { get; } = new(["claude-sonnet-5-5", "claude-opus-5-5"], 48_000, 0, 0, 3_000);
    public static CallShape Code { get; } = new(["claude-sonnet-5-5", "claude-opus-5-5", "claude-opus-5-5"], 1_600, 96_000, 7_500, 1_800);

    /// <summary>An agent that reads its own growing transcript again and again.</summary>
    public static CallShape Loop { get; } = new(["claude-opus-5-5"], 11_000, 190_000, 34_000, 7_000);

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
