using CsCheck;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class The_ledger_does_as_its_model(ITestOutputHelper output)
{
    private const int Sequences = 100_000;

    [Fact]
    public void Whatever_happens_on_one_node()
    {
        long held = 0, refused = 0;
        Gen.Select(Gen.ULong, Gen.ULong.Array[1, 24]).Sample((seed, acts) =>
        {
            using var world = new World(1, WorldPlay.LimitsOf(seed));
            foreach (var act in acts) WorldPlay.Act(world, act);
            world.End();
            Interlocked.Add(ref held, world.Held);
            Interlocked.Add(ref refused, world.Refused);
        }, iter: Sequences, time: -1);
        output.WriteLine($"{Sequences:N0} sequences, {held:N0} holds, {refused:N0} refusals");
        Assert.True(held > Sequences && refused > Sequences / 20, $"{held} holds and {refused} refusals say too little");
    }
}
