using Claviger.Core;
using Xunit;

namespace Claviger.Tests;

public sealed class Money_adds_up
{
    [Theory]
    [InlineData(0, "$0.00", "0")]
    [InlineData(1, "$0.000000001", "0.0000001")]
    [InlineData(1_500_000_000, "$1.50", "150")]
    [InlineData(-1_500_000_000, "-$1.50", "-150")]
    [InlineData(long.MinValue, "-$9223372036.854775808", "-922337203685.4775808")]
    public void Text_is_exact(long nanos, string dollars, string cents)
    {
        Assert.Equal(dollars, new Money(nanos).ToString());
        Assert.Equal(cents, new Money(nanos).ToCentsString());
    }

    [Fact]
    public void Overflow_throws_and_never_wraps() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
}
