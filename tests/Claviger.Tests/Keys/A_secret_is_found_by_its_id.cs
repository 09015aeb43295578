using Claviger.Core;
using Claviger.Core.Keys;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Keys;

public sealed class A_secret_is_found_by_its_id
{
    [Fact]
    public void An_id_reads_back_as_it_was_written()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var text = Base62.Random(SecretId.Length);
            Assert.Equal(text, SecretId.TryParse(text)!.Value.ToString());
        }
    }

    [Fact]
    public void Ids_that_differ_anywhere_are_different()
    {
        var text = Base62.Random(SecretId.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var other = text[..at] + (text[at] == 'a' ? 'b' : 'a') + text[(at + 1)..];
            Assert.NotEqual(SecretId.TryParse(text), SecretId.TryParse(other));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789")]
    [InlineData("0123456789ab")]
    [InlineData("0123456789-")]
    [InlineData("0123456789é")]
    [InlineData("0123456789\0")]
    public void What_is_not_eleven_letters_and_digits_is_no_id(string text) => Assert.Null(SecretId.TryParse(text));

    [Fact]
    public void The_digest_depends_on_every_character_of_the_token()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);
        var pepper = new byte[32];
        var digests = new HashSet<string> { DigestOf(token, pepper) };
        for (var at = 0; at < token.Length; at++)
            Assert.True(digests.Add(DigestOf(token[..at] + (token[at] == 'a' ? 'b' : 'a') + token[(at + 1)..], pepper)), $"character {at}");
    }

    [Fact]
    public void The_digest_depends_on_every_byte_of_the_pepper()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);
        var digests = new HashSet<string> { DigestOf(token, new byte[32]) };
        for (var at = 0; at < 32; at++)
        {
            var pepper = new byte[32];
            pepper[at] = 1;
            Assert.True(digests.Add(DigestOf(token, pepper)), $"byte {at}");
        }
    }

    [Fact]
    public void The_digest_is_HMAC_SHA_256_of_the_whole_token()
    {
        var token = KeyToken.New(KeyTokenKind.AdminKey);
        var pepper = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        var expected = System.Security.Cryptography.HMACSHA256.HashData(pepper, System.Text.Encoding.ASCII.GetBytes(token));

        Assert.Equal(Convert.ToHexString(expected), DigestOf(token, pepper));
    }

    /// <summary>What a thread keeps of a pepper must never be taken for another's, however many there are and in whatever order they come.</summary>
    [Fact]
    public void Each_digest_is_of_its_own_pepper_whatever_came_before()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);
        var peppers = Enumerable.Range(0, 7).Select(_ => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)).ToArray();
        Gen.Int[0, 6].Array[1, 40].Sample(turns =>
        {
            foreach (var turn in turns)
            {
                var expected = System.Security.Cryptography.HMACSHA256.HashData(peppers[turn], System.Text.Encoding.ASCII.GetBytes(token));
                Assert.Equal(Convert.ToHexString(expected), DigestOf(token, peppers[turn]));
            }
        }, iter: 200);
    }

    private static string DigestOf(string token, byte[] pepper)
    {
        Span<byte> digest = stackalloc byte[32];
        KeyToken.Digest(token, pepper, digest);
        return Convert.ToHexString(digest);
    }
}
