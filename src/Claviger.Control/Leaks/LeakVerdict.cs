using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>What a reported token turned out to be.</summary>
/// <param name="Known">Null: nobody here issued it.</param>
/// <param name="Effect">What was done about it, in the words of <see cref="LeakEffects"/>.</param>
public sealed record LeakVerdict(KnownToken? Known, string Effect)
{
    public static LeakVerdict Unknown { get; } = new(null, LeakEffects.None);
}
