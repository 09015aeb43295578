using System.Text;
using Claviger.Control.Leaks;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Xunit;

namespace Claviger.Tests.Leaks;

public sealed class Reports_are_read_leniently
{
    [Fact]
    public void What_GitHub_adds_is_passed_over_and_odd_lines_keep_no_other_back()
    {
        var tokens = Read("""
            [{"token":"a","type":"t","url":"https://example.org/x","source":"commit","new_field":{"deep":[1]}}, null, 7, [], {}, {"token":7}, {"token":""}, {"token":"\ud800"},
             {"token":"b","url":null,"source":3}, {"token":"c","type":"t","url":"\ud800"}]
            """);
        Assert.Equal(["a", "b", "c"], tokens.Select(line => line.Token));
        Assert.Equal(("https://example.org/x", "commit"), (tokens[0].Place.Url, tokens[0].Place.Source));
        Assert.Equal(("", ""), (tokens[1].Place.Url, tokens[1].Place.Source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("[{\"token\":\"a\"}] x")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_array_is_a_fault_of_the_request(string body) =>
        Assert.Equal(ProblemKind.InvalidRequest, GitHubReportBody.Read(Encoding.UTF8.GetBytes(body)).Problem!.Kind);

    [Fact]
    public void A_place_is_bounded_and_holds_no_token_and_nothing_that_steers_a_terminal()
    {
        var token = KeyToken.New(KeyTokenKind.ApiKey);
        var place = LeakPlace.Of($" https://example.org/?key={token}&also={token[..30]}\u001b[2J\r\n\u202egpj.exe\u2066 ", "commit\u0000");
        Assert.Equal("https://example.org/?key=clvk_[removed]&also=clvk_[removed]\uFFFD[2J\uFFFD\uFFFD\uFFFDgpj.exe\uFFFD", place.Url);
        Assert.Equal("commit\uFFFD", place.Source);
        Assert.Equal(LeakPlace.MostOfUrl + 1, LeakPlace.Of("https://example.org/" + new string('a', 100_000), null).Url.Length);
        Assert.DoesNotContain(token[5..40], LeakPlace.Of(new string('a', LeakPlace.MostOfUrl - 40) + token, null).Url); // cut after it was taken out, not before
    }

    [Fact]
    public void Places_are_told_apart_by_source_and_address()
    {
        Assert.Equal(LeakPlace.Of("u", "s").Digest(), LeakPlace.Of(" u ", "s").Digest());
        Assert.NotEqual(LeakPlace.Of("u", "s").Digest(), LeakPlace.Of("u", "t").Digest());
        Assert.NotEqual(LeakPlace.Of("u", "s").Digest(), LeakPlace.Of("v", "s").Digest());
    }

    [Fact]
    public void A_line_prints_no_token() => Assert.Equal("LeakedToken", new LeakedToken("clvk_secret", "t", LeakPlace.Of(null, null)).ToString());

    private static IReadOnlyList<LeakedToken> Read(string body) => GitHubReportBody.Read(Encoding.UTF8.GetBytes(body)).Value!;
}
