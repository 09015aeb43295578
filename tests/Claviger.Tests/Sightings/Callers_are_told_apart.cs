using System.Net;
using Claviger.Core.Environments;
using Claviger.Core.Sightings;
using Xunit;

namespace Claviger.Tests.Sightings;

/// <summary>S4, S8: who uses a key, from where, without a query or an allocation at the request.</summary>
public sealed class Callers_are_told_apart
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Anthropic/Python 0.84.0", "Anthropic/Python")]
    [InlineData("AsyncAnthropic/Python 0.84.0", "Anthropic/Python")]
    [InlineData("Anthropic/JS 0.71.2", "Anthropic/JS")]
    [InlineData("claude-cli/2.1.0 (external, cli)", "claude-cli")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("tool/v2.1", "tool")]
    [InlineData("tool/", "tool")]
    [InlineData("python-requests/2.31.0", "python-requests")]
    [InlineData("", "unnamed")]
    [InlineData("(strange)", "unnamed")]
    [InlineData("Async", "Async")]
    [InlineData("caf\u00e9\u202e/x", "caf??/x")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn")]
    public void By_the_program_without_its_version(string userAgent, string name) => Assert.Equal(name, ClientName.Of(ClientName.Word(userAgent)));

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.0/24")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.0/24")]
    [InlineData("255.255.255.255", "255.255.255.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::/48")]
    [InlineData("::1", "::/48")]
    public void By_the_network(string address, string network) => Assert.Equal(network, CallerNetwork.Of(IPAddress.Parse(address)).ToString());

    [Fact]
    public void A_place_is_stored_once_and_again_when_it_is_ten_minutes_newer()
    {
        var all = new KeySightings();
        var key = all.Of(7);
        for (var i = 0; i < 100; i++) key.At(IPAddress.Loopback, "curl/8", null, Now.AddSeconds(i));
        var first = Assert.Single(all.TakeChanged(10)).ToSighting();
        Assert.Equal(new Sighting(7, "127.0.0.0/24", "", "curl", Now, Now.AddSeconds(99)), first);
        key.At(IPAddress.Loopback, "curl/9", null, Now.AddMinutes(9));
        Assert.Empty(all.TakeChanged(10));
        key.At(IPAddress.Loopback, "curl/9", null, Now.AddMinutes(12));
        Assert.Equal(Now.AddMinutes(12), Assert.Single(all.TakeChanged(10)).ToSighting().LastAt);
    }

    [Fact]
    public void Too_many_places_become_one_that_says_so_and_hide_no_environment()
    {
        var all = new KeySightings();
        var key = all.Of(7);
        for (var i = 0; i < 1_000; i++) key.At(IPAddress.Loopback, $"tool{i}", null, Now);
        key.At(IPAddress.Loopback, "tool5000", "production", Now);
        var seen = all.TakeChanged(5_000).Select(place => place.ToSighting()).ToList();
        Assert.Equal(SightedKey.Most + 2, seen.Count);
        Assert.Single(seen, one => one is { Network: "others", Client: "others", Environment: "" });
        Assert.Single(seen, one => one.Environment == "production");
    }

    [Fact]
    public void A_known_place_allocates_nothing()
    {
        var key = new KeySightings().Of(1);
        var map = new EnvironmentMap([new("production", ["10.1.0.0/16"], true), new("staging", ["10.2.0.0/16"], false)]);
        var address = IPAddress.Parse("10.2.3.4");
        for (var i = 0; i < 1_000; i++) key.At(address, "Anthropic/Python 0.84.0", map.Of(address), Now.AddMilliseconds(i));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) key.At(address, "Anthropic/Python 0.84.0", map.Of(address), Now.AddMilliseconds(1_000 + i));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void An_environment_keeps_its_own_in_and_others_out_if_either_of_two_says_so()
    {
        var map = new EnvironmentMap([new("production", ["10.1.0.0/16", "2001:db8:1::/48"], true), new("staging", ["10.2.0.0/16"], false), new("development", [], false)]);
        Assert.Equal(("production", "production", "staging", null, null), (
            map.Of(IPAddress.Parse("10.1.255.255")), map.Of(IPAddress.Parse("::ffff:10.1.0.1")), map.Of(IPAddress.Parse("10.2.0.0")), map.Of(IPAddress.Parse("10.3.0.1")), map.Of(null)));
        Assert.True(map.Keeps("development", "production"));
        Assert.True(map.Keeps("production", "staging"));
        Assert.False(map.Keeps("development", "staging"));
        Assert.False(map.Keeps("production", "production"));
        Assert.False(map.Keeps("production", null));
    }
}
