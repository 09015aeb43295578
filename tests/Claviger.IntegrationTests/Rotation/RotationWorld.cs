using System.Net;
using System.Text.Json;
using Claviger.Control.Rotation;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>A server that may write secrets into a folder and to receivers on loopback, under a clock that stands still.</summary>
internal sealed class RotationWorld : IAsyncDisposable
{
    private RotationWorld(TestGateway gateway, FakeTime time, string folder, FakeReceiver receiver) => (Gateway, Time, Folder, Receiver) = (gateway, time, folder, receiver);

    public TestGateway Gateway { get; }
    public FakeTime Time { get; }
    public string Folder { get; }
    public FakeReceiver Receiver { get; }
    public string KeyId => Gateway.Key.ApiKey.Id;
    public string Old => Gateway.Key.Secret;
    public DateTimeOffset Now => Time.Clock.GetUtcNow();

    public static async Task<RotationWorld> StartAsync(IReadOnlyDictionary<string, IReadOnlyList<string>>? commands = null)
    {
        var (time, folder) = (new FakeTime(), Directory.CreateTempSubdirectory("claviger-sink-").FullName);
        var gateway = await TestGateway.StartAsync(
            serverConfig: own => own with { Rotation = new RotationOptions { FileFolders = [folder], AllowPrivate = true, UntilAllKnow = TimeSpan.Zero, Commands = commands ?? new Dictionary<string, IReadOnlyList<string>>() } }, clock: time.Clock);
        return new RotationWorld(gateway, time, folder, new FakeReceiver());
    }

    public async Task<JsonElement> DoneAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await Gateway.AdminAsync(method, path, body);
        return status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{(int)status} {answer}");
    }

    public async Task<string> RefusedAsync(HttpMethod method, string path, object? body = null, int status = 400)
    {
        var (got, answer) = await Gateway.AdminAsync(method, path, body);
        return (int)got == status ? answer.GetProperty("error").GetProperty("message").GetString()! : throw new InvalidOperationException($"{(int)got} {answer}");
    }

    public Task SinkAsync(string name, object body) => DoneAsync(HttpMethod.Post, $"/secret_sinks/{name}", body);

    public Task PolicyAsync(object body, string? scope = null) => DoneAsync(HttpMethod.Post, $"/rotation_policies/{scope ?? KeyId}", body);

    public Task<JsonElement> DeliverAsync(object? body = null) => DoneAsync(HttpMethod.Post, $"/api_keys/{KeyId}/deliver", body ?? new { });

    public async Task<string> FilesAsync(string template = "{environment}-{service}")
    {
        await SinkAsync("files", new { kind = "file", path = Path.Combine(Folder, template) });
        await PolicyAsync(new { sink = "files" });
        return Path.Combine(Folder, "production-backend");
    }

    /// <summary>Newest first: status, of each secret that still works.</summary>
    public async Task<List<(string Status, DateTimeOffset? EndsAt)>> WorkingAsync() =>
        (await DoneAsync(HttpMethod.Get, $"/api_keys/{KeyId}/secrets")).GetProperty("data").EnumerateArray()
            .Select(secret => (secret.GetProperty("status").GetString()!, secret.GetProperty("ends_at") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : (DateTimeOffset?)null))
            .Where(secret => secret.Item1 != "ended").ToList();

    public async Task<int> AskAsync(string secret)
    {
        using var request = Gateway.Message(key: secret);
        using var answer = await Gateway.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Rounds of the rotator until something is so; the server's own rounds may come between.</summary>
    public async Task RoundsUntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Gateway.Server.Service<ExtendOverlaps>().RunAsync(CancellationToken.None);
            await Gateway.Server.Service<Rotator>().RoundAsync(CancellationToken.None);
        }
    }

    public async Task<JsonElement> CalendarAsync() => (await DoneAsync(HttpMethod.Get, "/rotations")).GetProperty("data").EnumerateArray().Single(key => key.GetProperty("api_key_id").GetString() == KeyId);

    public async Task<bool> HasArrivedAsync() => await StateAsync() == "delivered";

    public async Task<string?> StateAsync() => (await CalendarAsync()).GetProperty("delivery") is { ValueKind: JsonValueKind.Object } delivery ? delivery.GetProperty("state").GetString() : null;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Receiver.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
