using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Xunit;

namespace Claviger.Tests.Rotation;

/// <summary>S7: pauses grow, and a clock that was wrong for a while neither holds a delivery up for ever nor lets two processes have it.</summary>
public sealed class A_delivery_is_due_whatever_the_clock_did
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pauses_grow_to_a_day() =>
        Assert.Equal([1, 5, 30, 120, 360, 1_440, 1_440], Enumerable.Range(1, 7).Select(attempts => (int)DeliveryPace.PauseAfter(attempts).TotalMinutes));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    [InlineData(1_440, false)]
    [InlineData(1_441, true)] // no pause is that long: the clock was ahead when it was written
    public void After_its_pause(int minutesToGo, bool due)
    {
        Assert.Equal(due, DeliveryPace.IsDue(Of(DeliveryState.Waiting, next: Now.AddMinutes(minutesToGo)), Now));
        Assert.Equal(due, DeliveryPace.IsDue(Of(DeliveryState.InDoubt, next: Now.AddMinutes(minutesToGo)), Now));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(180, false)]
    [InlineData(181, true)]
    public void When_the_claim_of_another_process_has_run_out(int secondsToGo, bool due) =>
        Assert.Equal(due, DeliveryPace.IsDue(Of(DeliveryState.Delivering, claimed: Now.AddSeconds(secondsToGo)), Now));

    [Fact]
    public void Never_when_it_arrived() => Assert.False(DeliveryPace.IsDue(Of(DeliveryState.Delivered), Now));

    private static SecretDelivery Of(DeliveryState state, DateTimeOffset? claimed = null, DateTimeOffset? next = null) =>
        new(new ApiKeyId("apikey_1"), new OrganizationId("org"), "vault", state, null, 1, Now.AddHours(-1), claimed ?? Now, next, null);
}
