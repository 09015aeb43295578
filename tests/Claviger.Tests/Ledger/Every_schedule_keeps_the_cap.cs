using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class Every_schedule_keeps_the_cap(ITestOutputHelper output)
{
    private const int SchedulesByChance = 100_000;

    public static TheoryData<string> Mutants => [.. CoreMutants.All.Keys];

    [Fact]
    public void All_schedules_of_small_scripts()
    {
        Assert.Null(CoreWalk.All(granted => new RealCore(granted), out var walked));
        output.WriteLine($"{walked:N0} schedules");
        Assert.True(walked > 10_000, $"{walked}");
    }

    [Fact]
    public void A_hundred_thousand_schedules_of_larger_ones() =>
        Assert.Null(CoreWalk.ByChance(granted => new RealCore(granted), CoreWalk.FirstSeed, SchedulesByChance));

    [Fact]
    public void The_sketch_that_mutants_are_made_from_passes_too()
    {
        Assert.Null(CoreWalk.All(granted => new SketchedCore(granted), out _));
        Assert.Null(CoreWalk.ByChance(granted => new SketchedCore(granted), CoreWalk.FirstSeed, 2_000));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Each_seeded_bug_is_found(string bug)
    {
        var found = CoreWalk.All(CoreMutants.All[bug], out var walked);
        output.WriteLine($"after {walked:N0} schedules: {found}");
        Assert.NotNull(found);
    }
}
