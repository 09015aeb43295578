using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Xunit;

namespace Claviger.Tests.Rotation;

/// <summary>S7: when a secret is due, when it rotates by itself, and which scope says so.</summary>
public sealed class A_secret_is_due_by_its_policy
{
    private static readonly DateTimeOffset Made = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ninety_days_after_it_was_made_when_nobody_says_otherwise()
    {
        var schedule = SecretSchedule.Of(Made, RotationPolicy.BuiltIn);
        Assert.Equal(Made.AddDays(90), schedule.DueAt);
        Assert.False(schedule.IsOverdue(Made.AddDays(90).AddTicks(-1)));
        Assert.True(schedule.IsOverdue(Made.AddDays(90)));
        Assert.Equal((SecretOverlap.Usual, SecretOverlap.Most.TotalDays, 14, true, true), (RotationPolicy.BuiltIn.Overlap, RotationPolicy.BuiltIn.HardEndDays, RotationPolicy.BuiltIn.AheadDays, RotationPolicy.BuiltIn.Automatic, RotationPolicy.BuiltIn.ExtendWhileInUse));
        Assert.Null(schedule.RotatesAt); // there is nowhere to bring a new one
    }

    [Fact]
    public void Where_there_is_a_sink_it_rotates_before_it_is_due()
    {
        var policy = RotationPolicy.Of(new RotationSettings { Sink = "vault", AheadDays = 10 });
        var schedule = SecretSchedule.Of(Made, policy);
        Assert.Equal(Made.AddDays(80), schedule.RotatesAt);
        Assert.False(schedule.Rotates(Made.AddDays(80).AddTicks(-1)));
        Assert.True(schedule.Rotates(Made.AddDays(80)));
        Assert.False(SecretSchedule.Of(Made, RotationPolicy.Of(new RotationSettings { Automatic = false }, new RotationSettings { Sink = "vault" })).Rotates(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(75.9, 15)]
    [InlineData(76, 14)]
    [InlineData(89.5, 1)]
    [InlineData(90, 0)]
    [InlineData(92.5, -2)]
    public void Days_left_count_the_one_that_has_begun(double age, int left) =>
        Assert.Equal(left, SecretSchedule.Of(Made, RotationPolicy.BuiltIn).DaysLeft(Made.AddDays(age)));

    [Fact]
    public void Each_field_comes_from_the_nearest_scope_that_says_something_of_it()
    {
        var organization = new RotationSettings { MaxAgeDays = 60, AheadDays = 7, Sink = "vault" };
        var workspace = new RotationSettings { MaxAgeDays = 30, Automatic = false };
        var key = new RotationSettings { Overlap = TimeSpan.FromHours(1), Sink = "" };
        var policy = RotationPolicy.Of(key, workspace, organization);
        Assert.Equal((30, 7, TimeSpan.FromHours(1), false, null), (policy.MaxAgeDays, policy.AheadDays, policy.Overlap, policy.Automatic, policy.Sink));
        Assert.Equal("vault", RotationPolicy.Of(null, workspace, organization).Sink);
        Assert.Equal(RotationPolicy.BuiltIn, RotationPolicy.Of(null, null, null));
    }

    [Fact]
    public void No_scope_together_with_another_makes_a_secret_due_as_soon_as_it_is_made()
    {
        var policy = RotationPolicy.Of(new RotationSettings { MaxAgeDays = 7, Sink = "vault" }, new RotationSettings { AheadDays = 30 });
        Assert.Equal(3, policy.AheadDays);
        Assert.False(SecretSchedule.Of(Made, policy).Rotates(Made));
        Assert.Equal(0, RotationPolicy.Of(new RotationSettings { MaxAgeDays = 1 }).AheadDays);
    }
}
