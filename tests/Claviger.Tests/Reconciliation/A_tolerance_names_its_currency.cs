using Claviger.Cli;
using Claviger.Cli.Reconciliation;
using Claviger.Core;
using Xunit;

namespace Claviger.Tests.Reconciliation;

public sealed class A_tolerance_names_its_currency
{
    private const long HundredDollars = 100 * Money.NanosPerDollar;

    [Theory]
    [InlineData("0.1%", 100_000_000)]
    [InlineData("0%", 0)]
    [InlineData("100%", HundredDollars)]
    [InlineData("5usd", 5_000_000_000)]
    [InlineData("0.05 USD", 50_000_000)]
    [InlineData("$5", 5_000_000_000)]
    public void Dollars_or_a_part_of_a_bill_of_100(string text, long nanos)
    {
        Assert.Equal(nanos, Tolerance.Parse(text).Nanos(HundredDollars));
        Assert.Equal(text.EndsWith('%') ? nanos : 5, Tolerance.Parse(text.EndsWith('%') ? text : "0.000000005usd").Nanos(-HundredDollars)); // a credit is a bill too
    }

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("-1usd")]
    [InlineData("$5%")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("5eur")]
    [InlineData("usd")]
    [InlineData("0.0000000001usd")]
    public void Anything_else_is_refused_with_how_to_write_it(string text)
    {
        var refused = Assert.Throws<CliException>(() => Tolerance.Parse(text));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("--tolerance", refused.Message);
        Assert.Contains("5usd", Assert.Single(refused.Hints));
    }
}
