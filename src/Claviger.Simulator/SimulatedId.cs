using Claviger.Core;

namespace Claviger.Simulator;

/// <summary>Ids in upstream's form (prefix, "01", 22 Base62 characters), derived from the seed so that a run repeats itself.</summary>
internal static class SimulatedId
{
    private const int TailLength = 22;

    public static string Make(string prefix, ulong seed, ulong number) =>
        string.Create(prefix.Length + 2 + TailLength, (prefix, seed, number), static (span, from) =>
        {
            from.prefix.CopyTo(span);
            var rest = span[from.prefix.Length..];
            rest[0] = '0';
            rest[1] = '1';
            Fill(rest[2..], SeededGenerator.Mix(from.seed ^ SeededGenerator.Mix(from.number)));
        });

    private static void Fill(Span<char> tail, ulong state)
    {
        var generator = new SeededGenerator(state);
        for (var at = 0; at < tail.Length; at += 11)
        {
            var bits = generator.Next();
            var end = Math.Min(at + 11, tail.Length);
            for (var i = at; i < end; i++)
            {
                tail[i] = Base62.Alphabet[(int)(bits % 62)];
                bits /= 62;
            }
        }
    }
}
