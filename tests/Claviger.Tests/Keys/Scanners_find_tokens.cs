using System.Text.RegularExpressions;
using Claviger.Core.Keys;
using Xunit;

namespace Claviger.Tests.Keys;

/// <summary>The published patterns: every token is found in what people leak it in, and what only looks like one is not.</summary>
public sealed class Scanners_find_tokens
{
    [Theory]
    [InlineData(KeyTokenKind.ApiKey)]
    [InlineData(KeyTokenKind.AdminKey)]
    [InlineData(KeyTokenKind.Invite)]
    public void Of_each_kind_in_all_kinds_of_text(KeyTokenKind kind)
    {
        var pattern = new Regex(TokenPatterns.Of(kind), RegexOptions.CultureInvariant);
        for (var i = 0; i < 500; i++)
        {
            var token = KeyToken.New(kind);
            foreach (var text in new[] { token, $"ANTHROPIC_API_KEY={token}\n", $"\"{token}\",", $"https://example.org/?key={token}&x=1", $"-H 'x-api-key: {token}'", $"({token}).", $"Bearer {token}" })
                Assert.Equal(token, Assert.Single(pattern.Matches(text)).Value);
            foreach (var other in TokenPatterns.Kinds.Where(other => other != kind)) Assert.DoesNotMatch(TokenPatterns.Of(other), token);
        }
    }

    [Fact]
    public void Near_misses_are_none()
    {
        foreach (var kind in TokenPatterns.Kinds)
        {
            var token = KeyToken.New(kind);
            foreach (var text in new[]
            {
                token[..^1], token + "0", token + "_x", "x" + token, "_" + token, token[..30] + "-" + token[31..], token[..30] + "\n" + token[31..], token.Replace('_', '-'), token.ToUpperInvariant(),
                token[..30] + "é" + token[31..], "clv" + token[4..], token[5..],
            }) Assert.DoesNotMatch(TokenPatterns.Of(kind), text);
        }
    }

    /// <summary>What a pattern finds and nobody issued is told apart offline, by its checksum.</summary>
    [Fact]
    public void A_placeholder_matches_and_is_not_read()
    {
        var placeholder = KeyToken.ApiKeyPrefix + new string('x', 60);
        Assert.Matches(TokenPatterns.Of(KeyTokenKind.ApiKey), placeholder);
        Assert.False(KeyToken.TryRead(placeholder, out _, out _));
    }
}
