using System.Globalization;
using System.Numerics;
using Claviger.Core;
using Claviger.Core.Usage;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Usage;

public sealed class A_request_id_is_its_number_in_base_62
{
    [Fact]
    public void Most_significant_first_and_always_22_characters() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127]).Sample((high, low, shift) =>
        {
            var id = new UInt128(high, low) >> shift;
            Assert.Equal("req_" + Plainly(id), RequestIds.Text(id));
        }, iter: 20_000);

    [Theory]
    [InlineData("0", "req_0000000000000000000000")]
    [InlineData("916132831", "req_00000000000000000zzzzz")]
    [InlineData("916132832", "req_0000000000000000100000")]
    [InlineData("340282366920938463463374607431768211455", "req_7n42DGM5Tflk9n8mt7Fhc7")]
    public void At_the_edges_too(string id, string text) => Assert.Equal(text, RequestIds.Text(UInt128.Parse(id, CultureInfo.InvariantCulture)));

    private static string Plainly(UInt128 id)
    {
        var (rest, text) = ((BigInteger)id, "");
        for (var i = 0; i < 22; i++)
        {
            text = Base62.Alphabet[(int)(rest % 62)] + text;
            rest /= 62;
        }

        return text;
    }
}
