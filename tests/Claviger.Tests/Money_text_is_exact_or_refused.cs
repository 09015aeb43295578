using Claviger.Core;
using CsCheck;
using Xunit;

namespace Claviger.Tests;

public sealed class Money_text_is_exact_or_refused
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("50000", 500_000_000_000)]
    [InlineData("12.5", 125_000_000)]
    [InlineData("0.0000001", 1)]
    [InlineData("0012.50", 125_000_000)]
    [InlineData("1.00000000000", 10_000_000)]
    [InlineData("922337203685.4775807", long.MaxValue)]
    public void Cents_are_read_to_the_nano_dollar(string text, long nanos)
    {
        Assert.Equal(new Money(nanos), MoneyText.Cents(text, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "has blanks")]
    [InlineData(" 5", "has blanks")]
    [InlineData("5\n", "has blanks")]
    [InlineData("5 000", "has blanks")]
    [InlineData("-1", "must not be negative")]
    [InlineData("-0", "must not be negative")]
    [InlineData("+1", "must have no sign")]
    [InlineData("1e3", "must have no exponent")]
    [InlineData("1E-3", "must have no exponent")]
    [InlineData("NaN", "is not a number")]
    [InlineData("Infinity", "is not a number")]
    [InlineData("5,000", "must have no separators")]
    [InlineData("5_000", "must have no separators")]
    [InlineData("12,5", "must have no separators")]
    [InlineData("$5", "is not a number")]
    [InlineData("0x10", "is not a number")]
    [InlineData("٥", "is not a number")]
    [InlineData("none", "is not a number")]
    [InlineData("1.2.3", "more than one point")]
    [InlineData(".5", "digits on both sides")]
    [InlineData("5.", "digits on both sides")]
    [InlineData(".", "digits on both sides")]
    [InlineData("0.00000001", "is finer than a nano-dollar: at most 7 decimals of cents")]
    [InlineData("922337203685.4775808", "is too large: at most 922337203685.4775807 cents")]
    [InlineData("9223372036854775808", "is too large")]
    [InlineData("00000000000000000000000000000000000000001", "is too long")]
    public void What_is_not_exact_is_refused_and_says_why(string text, string why)
    {
        MoneyText.Cents(text, out var fault);
        Assert.Contains(why, fault);
    }

    [Fact]
    public void Every_amount_reads_back_as_it_was_written() => Gen.Long[0, long.MaxValue].Sample(nanos =>
    {
        var money = new Money(nanos);
        var cents = MoneyText.Cents(money.ToCentsString(), out var fault);
        var dollars = MoneyText.Dollars(money.ToString()[1..], out var second);
        return cents == money && dollars == money && fault is null && second is null;
    });

    [Fact]
    public void No_text_is_read_as_something_else() => Gen.String[Gen.Char["0123456789.,-+eE_ $NaInf\t"], 0, 45].Sample(text =>
    {
        var money = MoneyText.Cents(text, out var fault);
        return fault is not null ? money == Money.Zero : decimal.Parse(text) * Money.NanosPerCent == money.Nanos;
    });
}
