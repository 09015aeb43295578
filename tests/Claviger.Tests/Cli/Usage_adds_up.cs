using Claviger.Cli.Usage;
using Claviger.Core;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Usage_adds_up
{
    [Theory]
    [InlineData("0", "$0.0000", "$0.00")]
    [InlineData("0.0012", "<$0.0001", "$0.000012")]
    [InlineData("0.005", "$0.0001", "$0.00005")]
    [InlineData("123.45", "$1.2345", "$1.2345")]
    [InlineData("123.455", "$1.2346", "$1.23455")]
    [InlineData("-123.455", "-$1.2346", "-$1.23455")]
    [InlineData("922337203685.4775807", "$9223372036.8548", "$9223372036.854775807")]
    public void Dollars_are_exact_and_rounded_once(string cents, string rounded, string exact)
    {
        var money = DollarText.OfCents(cents);
        Assert.Equal(rounded, DollarText.Rounded(money, grouped: false));
        Assert.Equal(exact, money.ToString());
        Assert.Equal(cents, money.ToCentsString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("0.00000001")]
    [InlineData("922337203685.4775808")]
    [InlineData("NaN")]
    public void A_cost_that_cannot_be_exact_is_refused(string cents) => Assert.Throws<Claviger.Cli.CliException>(() => DollarText.OfCents(cents));

    [Theory]
    [InlineData("", "2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z", "1d")]
    [InlineData("--since 7d", "2026-11-16T00:00:00Z", "2026-11-24T00:00:00Z", "1d")]
    [InlineData("--since 24h", "2026-11-22T10:00:00Z", "2026-11-23T11:00:00Z", "1h")]
    [InlineData("--since 30m", "2026-11-23T10:07:00Z", "2026-11-23T10:37:00Z", "1m")]
    [InlineData("--since 2026-10-01 --until 2026-11-01", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", "1d")]
    [InlineData("--since 2026-10-01 --until 2026-10-02T06:00:00+02:00", "2026-10-01T00:00:00Z", "2026-10-02T04:00:00Z", "1h")]
    [InlineData("--by hour", "2026-11-01T00:00:00Z", "2026-11-23T11:00:00Z", "1h")]
    [InlineData("--by day --since 24h", "2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z", "1d")]
    public async Task Whole_buckets_are_asked_for(string options, string from, string to, string width)
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync(["usage", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.StartsWith($"GET /v1/organizations/usage_report/messages?starting_at={from}&ending_at={to}&bucket_width={width}", fixture.Server.Requests[^1]);
    }

    [Fact]
    public async Task Filters_by_name_become_ids()
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("usage", "--workspace", "Staging", "--key", "prod-search", "--key", "staging-all", "--model", "claude-haiku-5", "--by", "model,tier");
        Assert.EndsWith(
            $"&group_by[]=model&group_by[]=service_tier&api_key_ids[]={FakeAdminApi.Search}&api_key_ids[]=apikey_01STAGESTAGESTAGESTAGE0&workspace_ids[]={FakeAdminApi.Staging}&models[]=claude-haiku-5",
            fixture.Server.Requests[^1]);
    }

    [Fact]
    public async Task The_total_is_the_sum_of_the_exact_costs()
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("usage", "--exact");
        var sum = new[] { "1234.56789", "0.0023", "10.5", "99.00005" }.Select(DollarText.OfCents).Aggregate(Money.Zero, (a, b) => a + b);
        Assert.EndsWith(sum.ToString(), result.Out.TrimEnd());
    }

    [Fact]
    public async Task Two_keys_of_one_name_stay_two_lines_that_can_be_told_apart()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Keys[2] = fixture.Server.Keys[2] with { Name = "prod-backend" };
        var result = await fixture.RunAsync("usage");
        Assert.Contains("prod-backend (Production, apikey_01BACKENDBACKENDBACKEN0) ", result.Out);
        Assert.Contains("prod-backend (Staging, apikey_01STAGESTAGESTAGESTAGE0) ", result.Out);
    }
}
