using System.Data.Common;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Claviger.Config;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>One gateway for all tests of a class, and short words for what they ask of it.</summary>
public sealed class AdminFixture : IAsyncLifetime
{
    private static int _count;

    public TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync();

    public async Task StartAsync(TimeProvider clock, Func<ServerConfig, ServerConfig>? serverConfig = null) => Gateway = await TestGateway.StartAsync(serverConfig: serverConfig, clock: clock);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A service name that no other test of the class uses.</summary>
    public static string Service(string stem = "service") => $"{stem}-x{Interlocked.Increment(ref _count)}";

    public string WorkspaceId(string name) => Gateway.Server.Policy.Current.Workspaces.Single(workspace => workspace.Name == name).Id.Value;

    public async Task<JsonElement> GetAsync(string path) => await Ok(HttpMethod.Get, path, null);

    public async Task<JsonElement> PostAsync(string path, object? body = null) => await Ok(HttpMethod.Post, path, body);

    /// <summary>Status, error type, field, message.</summary>
    public async Task<(int Status, string Type, string? Field, string Message)> RefusedAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await Gateway.AdminAsync(method, path, body);
        return Read((int)status, answer);
    }

    public static (int Status, string Type, string? Field, string Message) Read(int status, JsonElement answer)
    {
        Assert.True(status >= 400, $"{status}: {answer}");
        Assert.Equal("error", answer.GetProperty("type").GetString());
        Assert.StartsWith("req_", answer.GetProperty("request_id").GetString());
        var error = answer.GetProperty("error");
        var field = error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object ? details.GetProperty("field").GetString() : null;
        return (status, error.GetProperty("type").GetString()!, field, error.GetProperty("message").GetString()!);
    }

    /// <summary>A call that is ours from the first header to the last byte.</summary>
    public async Task<(HttpResponseMessage Answer, JsonElement Body)> SendAsync(
        HttpMethod method, string path, byte[]? body = null, string? contentType = "application/json", string? version = "2026-10-21", Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/v1", StringComparison.Ordinal) ? path : "/v1/organizations" + path);
        if (headers is null) request.Headers.Add("x-api-key", Gateway.AdminKey);
        else headers(request.Headers);
        if (version is not null) request.Headers.Add("anthropic-version", version);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        }

        var answer = await Gateway.Http.SendAsync(request);
        return (answer, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()));
    }

    public async Task<int> MessageStatusAsync(string secret)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Message(key: secret));
        return (int)answer.StatusCode;
    }

    /// <summary>Kinds, outcomes and targets of the audit entries above a sequence number, as stored.</summary>
    public IReadOnlyList<JsonElement> EntriesAfter(long sequence)
    {
        using var store = Open();
        return store.Query<byte[]>("SELECT entry FROM audit_entries WHERE sequence > @sequence ORDER BY sequence", new { sequence })
            .Select(entry => JsonSerializer.Deserialize<JsonElement>(entry)).ToList();
    }

    public long LastSequence()
    {
        using var store = Open();
        return store.ExecuteScalar<long>("SELECT COALESCE(MAX(sequence), 0) FROM audit_entries");
    }

    /// <summary>For damage, and for what no endpoint shows.</summary>
    public DbConnection Open() => Gateway.Store.Open();

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<JsonElement> Ok(HttpMethod method, string path, object? body)
    {
        var (status, answer) = await Gateway.AdminAsync(method, path, body);
        Assert.True((int)status == 200, $"{method} {path}: {(int)status} {answer}");
        return answer;
    }
}
