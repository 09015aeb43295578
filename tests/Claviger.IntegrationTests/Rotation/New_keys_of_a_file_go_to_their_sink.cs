using System.Text.Json.Nodes;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>S7, S18: what a file makes with a sink is brought there and shown to nobody, whoever applied it; what has none is shown once.</summary>
public sealed class New_keys_of_a_file_go_to_their_sink : IAsyncLifetime
{
    private RotationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RotationWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task And_nobody_is_shown_a_secret()
    {
        await _world.SinkAsync("files", new { kind = "file", path = Path.Combine(_world.Folder, "{environment}-{service}") });
        var file = JsonNode.Parse("""
            {"version":1,"workspaces":{"Fresh":{"environment":"development","rotation":{"sink":"files"},
             "keys":{"dev-one":{},"dev-two":{"status":"inactive"},"dev-three":{"rotation":{"sink":"none"}}}}}}
            """)!;
        var applied = await _world.DoneAsync(HttpMethod.Post, "/organization_file/apply", new { document = file });
        var secrets = applied.GetProperty("secrets").EnumerateArray().ToDictionary(made => made.Text("name"));
        Assert.Equal(("files", null), (secrets["dev-one"].Text("sink"), secrets["dev-one"].Child("secret")));
        Assert.StartsWith("clvk_", secrets["dev-three"].Text("secret"));

        var one = Path.Combine(_world.Folder, "development-one");
        await _world.RoundsUntilAsync(() => Task.FromResult(File.Exists(one) && File.Exists(Path.Combine(_world.Folder, "development-two"))));
        await _world.RoundsUntilAsync(async () => (await WorkingAsync(secrets["dev-one"].Text("api_key_id"))).SequenceEqual(["current"]));
        Assert.Equal(200, await _world.AskAsync((await File.ReadAllTextAsync(one)).Trim()));
        Assert.Equal(0, (await _world.DoneAsync(HttpMethod.Post, "/organization_file/plan", new { document = file })).GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task Until_the_sink_takes_it()
    {
        await _world.SinkAsync("files", new { kind = "file", path = Path.Combine(_world.Folder, "later/{environment}-{service}") });
        var file = JsonNode.Parse("""{"version":1,"workspaces":{"Fresh":{"environment":"development","rotation":{"sink":"files"},"keys":{"dev-one":{}}}}}""")!;
        var id = (await _world.DoneAsync(HttpMethod.Post, "/organization_file/apply", new { document = file })).GetProperty("secrets")[0].Text("api_key_id");
        await _world.RoundsUntilAsync(async () => (await DeliveryAsync(id)).GetProperty("attempts").GetInt32() == 1 && (await DeliveryAsync(id)).Text("state") == "waiting");
        Assert.Empty(await WorkingAsync(id)); // nobody has one, so none works

        Directory.CreateDirectory(Path.Combine(_world.Folder, "later"));
        _world.Time.Clock.Advance(Core.Rotation.DeliveryPace.PauseAfter(1));
        await _world.RoundsUntilAsync(async () => (await DeliveryAsync(id)).Text("state") == "delivered");
        Assert.Equal(200, await _world.AskAsync((await File.ReadAllTextAsync(Path.Combine(_world.Folder, "later", "development-one"))).Trim()));
    }

    private async Task<List<string>> WorkingAsync(string id) =>
        [.. (await _world.DoneAsync(HttpMethod.Get, $"/api_keys/{id}/secrets")).GetProperty("data").EnumerateArray().Select(secret => secret.Text("status")).Where(status => status != "ended")];

    private async Task<System.Text.Json.JsonElement> DeliveryAsync(string id) =>
        (await _world.DoneAsync(HttpMethod.Get, "/rotations")).GetProperty("data").EnumerateArray().Single(key => key.Text("api_key_id") == id).GetProperty("delivery");
}
