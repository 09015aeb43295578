using Xunit;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>An admin key opens neither the server's files nor its shell nor its network, and two keys never share a place.</summary>
public sealed class Sinks_and_policies_are_checked : IAsyncLifetime
{
    private RotationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RotationWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("""{"kind":"file","path":"/etc/cron.d/x"}""", "lies in no folder")]
    [InlineData("""{"kind":"file","path":"FOLDER/../x"}""", "must be a whole path")]
    [InlineData("""{"kind":"file","path":"FOLDERx/y"}""", "lies in no folder")]
    [InlineData("""{"kind":"file","path":"FOLDER/{name}"}""", "unknown placeholder")]
    [InlineData("""{"kind":"file"}""", "path: required")]
    [InlineData("""{"kind":"file","path":"FOLDER/x","url":"https://example.com"}""", "url: means nothing to a file sink")]
    [InlineData("""{"kind":"file","path":"FOLDER/x","field":"A=B"}""", "environment variable")]
    [InlineData("""{"kind":"command","command":"/bin/sh"}""", "no such command")]
    [InlineData("""{"kind":"webhook","url":"http://example.com/","credential":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}""", "must be https")]
    [InlineData("""{"kind":"webhook","url":"https://u:p@example.com/","credential":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}""", "without a user")]
    [InlineData("""{"kind":"webhook","url":"https://example.com/","credential":"short"}""", "whsec_")]
    [InlineData("""{"kind":"webhook","url":"https://example.com/"}""", "credential: required")]
    [InlineData("""{"kind":"vault","url":"https://example.com/","mount":"secret","path":"../sys/x","field":"k","credential":"t"}""", "no dots alone")]
    [InlineData("""{"kind":"vault","url":"https://example.com/","mount":"secret","path":"x?y","field":"k","credential":"t"}""", "are letters")]
    [InlineData("""{"kind":"vault","url":"https://example.com/","mount":"secret","path":"x","field":"k","ca_certificate":"no","credential":"t"}""", "PEM")]
    [InlineData("""{"kind":"kubernetes","namespace":"apps","secret_name":"x","field":"k"}""", "names no API server")]
    [InlineData("""{"kind":"kubernetes","url":"https://example.com","namespace":"apps/..","secret_name":"x","field":"k","credential":"t"}""", "names that Kubernetes allows")]
    [InlineData("""{"kind":"kubernetes","url":"https://example.com","namespace":"apps","secret_name":"x","field":"k"}""", "credential: required")]
    [InlineData("""{"kind":"s3"}""", "kind")]
    [InlineData("""{"kind":"file","path":"FOLDER/x","argv":["sh"]}""", "argv")]
    public async Task A_sink_is_refused_with_the_field_named(string body, string why) =>
        Assert.Contains(why, await _world.RefusedAsync(HttpMethod.Post, "/secret_sinks/own", body.Replace("FOLDER", _world.Folder, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"max_age_days":0}""", "max_age_days")]
    [InlineData("""{"overlap_seconds":2592001}""", "overlap_seconds")]
    [InlineData("""{"hard_end_days":31}""", "hard_end_days")]
    [InlineData("""{"ahead_days":-1}""", "ahead_days")]
    [InlineData("""{"sink":"nowhere"}""", "no sink 'nowhere'")]
    [InlineData("""{"sinks":"x"}""", "sinks")]
    public async Task A_policy_is_refused_with_the_field_named(string body, string why) =>
        Assert.Contains(why, await _world.RefusedAsync(HttpMethod.Post, "/rotation_policies/organization", body));

    [Fact]
    public async Task Two_keys_never_share_a_place()
    {
        await _world.SinkAsync("one", new { kind = "file", path = Path.Combine(_world.Folder, "one") });
        await _world.PolicyAsync(new { sink = "one" });
        Assert.Contains("same place", await _world.RefusedAsync(HttpMethod.Post, $"/rotation_policies/{_world.Gateway.OtherKey.ApiKey.Id}", new { sink = "one" }, 409));
        Assert.Contains("same place", await _world.RefusedAsync(HttpMethod.Post, "/rotation_policies/organization", new { sink = "one" }, 409));
        await _world.SinkAsync("one", new { kind = "file", path = Path.Combine(_world.Folder, "{key_id}") });
        await _world.PolicyAsync(new { sink = "one" }, "organization");
        Assert.Contains("same place", await _world.RefusedAsync(HttpMethod.Post, "/secret_sinks/one", new { kind = "file", path = Path.Combine(_world.Folder, "one") }, 409));
        Assert.Contains("rotation policy of", await _world.RefusedAsync(HttpMethod.Delete, "/secret_sinks/one"));
        await _world.PolicyAsync(new { sink = (string?)null }, "organization");
        await _world.PolicyAsync(new { sink = "" });
        Assert.Equal("secret_sink_deleted", (await _world.DoneAsync(HttpMethod.Delete, "/secret_sinks/one")).GetProperty("type").GetString());
        Assert.Contains("no sink", await _world.RefusedAsync(HttpMethod.Post, $"/api_keys/{_world.KeyId}/deliver", new { }));
    }

    [Fact]
    public async Task Policies_are_read_as_they_were_set()
    {
        await _world.PolicyAsync(new { max_age_days = 30, automatic = false }, "organization");
        await _world.PolicyAsync(new { max_age_days = 10 });
        await _world.PolicyAsync(new { max_age_days = (int?)null, overlap_seconds = 60 });
        var policy = (await _world.CalendarAsync()).GetProperty("policy");
        Assert.Equal((30, 60, false), (policy.GetProperty("max_age_days").GetInt32(), policy.GetProperty("overlap_seconds").GetInt32(), policy.GetProperty("automatic").GetBoolean()));
        Assert.Equal(2, (await _world.DoneAsync(HttpMethod.Get, "/rotation_policies")).GetProperty("data").GetArrayLength());
    }
}
