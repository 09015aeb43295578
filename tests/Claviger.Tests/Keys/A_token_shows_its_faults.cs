using System.Text.RegularExpressions;
using Claviger.Core;
using Claviger.Core.Keys;
using Xunit;

namespace Claviger.Tests.Keys;

public sealed partial class A_token_shows_its_faults
{
    [Theory]
    [InlineData(KeyTokenKind.ApiKey, "clvk_")]
    [InlineData(KeyTokenKind.AdminKey, "clva_")]
    public void Every_new_token_has_the_published_form(KeyTokenKind kind, string prefix)
    {
        for (var i = 0; i < 1_000; i++)
        {
            var token = KeyToken.New(kind);

            Assert.Equal(65, token.Length);
            Assert.StartsWith(prefix, token);
            Assert.Matches(Scanner(), token);
            Assert.True(KeyToken.TryRead(token, out var read, out var id));
            Assert.Equal(kind, read);
            Assert.Equal(token.Substring(5, 11), id.ToString());
        }
    }

    [Theory]
    [InlineData(KeyTokenKind.ApiKey)]
    [InlineData(KeyTokenKind.AdminKey)]
    public void Any_one_character_changed_is_seen(KeyTokenKind kind)
    {
        var token = KeyToken.New(kind);
        foreach (var at in Enumerable.Range(0, token.Length))
            foreach (var other in Base62.Alphabet + "_-. \0é")
            {
                if (token[at] == other) continue;
                var changed = token[..at] + other + token[(at + 1)..];
                Assert.False(KeyToken.TryRead(changed, out _, out _), changed);
            }
    }

    [Fact]
    public void Any_two_neighbours_swapped_are_seen()
    {
        for (var round = 0; round < 200; round++)
        {
            var token = KeyToken.New(KeyTokenKind.ApiKey);
            for (var at = 0; at + 1 < token.Length; at++)
            {
                if (token[at] == token[at + 1]) continue;
                var swapped = token[..at] + token[at + 1] + token[at] + token[(at + 2)..];
                Assert.False(KeyToken.TryRead(swapped, out _, out _), swapped);
            }
        }
    }

    [Fact]
    public void None_of_a_million_random_strings_is_a_token()
    {
        var text = new char[KeyToken.TextLength];
        "clvk_".CopyTo(text);
        var accepted = 0;
        var pool = Base62.Random(1 << 20).AsSpan();
        for (var i = 0; i < 1_000_000; i++)
        {
            pool.Slice(i % (pool.Length - 60), 60).CopyTo(text.AsSpan(5));
            if (KeyToken.TryRead(text, out _, out _)) accepted++;
        }

        Assert.Equal(0, accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clvk_")]
    [InlineData("clva_")]
    [InlineData("sk-ant-api03-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_is_not_read(string text) => Assert.False(KeyToken.TryRead(text, out _, out _));

    [Fact]
    public void A_token_with_anything_around_it_is_no_token()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);

        foreach (var changed in new[] { " " + token, token + " ", token + "\n", token[..^1], token + "0", token.ToUpperInvariant(), token.ToLowerInvariant() })
            Assert.False(KeyToken.TryRead(changed, out _, out _), changed);
    }

    [Fact]
    public void A_right_checksum_does_not_make_another_prefix_a_token()
    {
        foreach (var prefix in new[] { "clvs_", "CLVK_", "clvk-", "xlvk_" })
        {
            var body = prefix + Base62.Random(54);
            var checksum = new char[6];
            Base62.Encode(Crc32.Of(body), checksum);
            Assert.False(KeyToken.TryRead(body + new string(checksum), out _, out _), prefix);
        }
    }

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void The_checksum_is_the_ordinary_CRC_32(string text, uint expected) => Assert.Equal(expected, Crc32.Of(text));

    [Theory]
    [InlineData(0u, "000000")]
    [InlineData(61u, "00000z")]
    [InlineData(62u, "000010")]
    [InlineData(uint.MaxValue, "4gfFC3")]
    public void A_checksum_is_six_characters_most_significant_first(uint value, string expected)
    {
        var text = new char[6];
        Base62.Encode(value, text);

        Assert.Equal(expected, new string(text));
    }

    [Fact]
    public void The_hint_shows_the_kind_four_of_the_id_and_four_of_the_checksum()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);
        var hint = KeyToken.Hint(token);

        Assert.Equal($"{token[..9]}...{token[61..]}", hint);
        // The 43 characters of secret lie between 16 and 59; none of them is shown.
        Assert.Equal(16, hint.Length);
    }

    [GeneratedRegex(@"\Aclv[ka]_[0-9A-Za-z]{60}\z")]
    private static partial Regex Scanner();
}
