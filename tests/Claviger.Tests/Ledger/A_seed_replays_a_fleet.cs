using Claviger.Simulator;
using Xunit;

namespace Claviger.Tests.Ledger;

/// <summary>
/// One to three nodes over shared books: slow, failing, crashing. A seed that fails is named and plays the same again: set
/// CLAVIGER_FIRST_SEED to it, and CLAVIGER_SEEDS to how many.
/// </summary>
public sealed class A_seed_replays_a_fleet(ITestOutputHelper output)
{
    private const int Events = 150;

    private static readonly ulong FirstSeed = ulong.Parse(Environment.GetEnvironmentVariable("CLAVIGER_FIRST_SEED") ?? "1");
    private static readonly uint Seeds = uint.Parse(Environment.GetEnvironmentVariable("CLAVIGER_SEEDS") ?? "2000");

    [Fact]
    public void Two_thousand_seeds_keep_every_invariant()
    {
        long held = 0, refused = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            try
            {
                var (more, less) = Play(seed);
                (held, refused) = (held + more, refused + less);
            }
            catch (InvalidOperationException error)
            {
                Assert.Fail($"seed {seed}: {error.Message}");
            }
        }

        output.WriteLine($"{Seeds:N0} seeds of {Events} events, {held:N0} holds, {refused:N0} refusals");
        Assert.True(held > 20 * Seeds && refused > 2 * Seeds, $"{held} holds and {refused} refusals say too little");
    }

    [Fact]
    public void The_same_seed_has_the_same_outcome() => Assert.Equal(Play(77), Play(77));

    private static (int Held, int Refused) Play(ulong seed)
    {
        var chance = new SeededGenerator(seed);
        using var world = new World(1 + chance.Next(3), WorldPlay.LimitsOf(chance.Next()), mayCrash: true);
        for (var i = 0; i < Events; i++) WorldPlay.Act(world, chance.Next());
        world.End();
        return (world.Held, world.Refused);
    }
}
