using Claviger.Core.Keys;
using Xunit;

namespace Claviger.Tests.Keys;

public sealed class A_request_presents_one_token
{
    [Theory]
    [InlineData("tok", null)]
    [InlineData(null, "Bearer tok")]
    [InlineData(null, "bearer tok")]
    [InlineData(null, "BEARER tok")]
    [InlineData("tok", "Bearer tok")]
    public void By_either_header_or_by_both_that_agree(string? apiKey, string? authorization)
    {
        Assert.True(Read(apiKey, authorization, out var token));
        Assert.Equal("tok", token);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(null, "")]
    [InlineData(null, "tok")]
    [InlineData(null, "Bearer")]
    [InlineData(null, "Bearer ")]
    [InlineData(null, "Basic tok")]
    [InlineData(null, "Bearer\ttok")]
    [InlineData("tok", "Bearer other")]
    [InlineData("tok", "Bearer TOK")]
    [InlineData("tok", "Bearer  tok")]
    [InlineData("tok", "Basic tok")]
    [InlineData("tok", "")]
    [InlineData("", "Bearer tok")]
    public void Anything_else_is_none(string? apiKey, string? authorization) => Assert.False(Read(apiKey, authorization, out _));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void A_header_sent_twice_is_none_even_when_both_agree(int apiKeys, int authorizations) =>
        Assert.False(PresentedToken.TryRead(apiKeys, "tok", authorizations, "Bearer tok", out _));

    private static bool Read(string? apiKey, string? authorization, out string token)
    {
        var read = PresentedToken.TryRead(apiKey is null ? 0 : 1, apiKey, authorization is null ? 0 : 1, authorization, out var span);
        token = span.ToString();
        return read;
    }
}
