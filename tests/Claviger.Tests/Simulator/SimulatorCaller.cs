using System.Text;
using System.Text.Json;
using Claviger.Simulator;
using Xunit;

namespace Claviger.Tests.Simulator;

/// <summary>A running simulator and a client that holds its key.</summary>
internal sealed class SimulatorCaller : IAsyncDisposable
{
    private SimulatorCaller(SimulatorServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Address };
    }

    public SimulatorServer Server { get; }
    public HttpClient Http { get; }

    public static async Task<SimulatorCaller> StartAsync(SimulatorOptions? options = null) =>
        new(await SimulatorServer.StartAsync(options ?? new SimulatorOptions(), TestContext.Current.CancellationToken));

    public static string Body(string model = "claude-opus-5", bool stream = false, string more = "") =>
        $$"""{"model":"{{model}}","max_tokens":1024,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"hello there"}]{{more}}}""";

    public HttpRequestMessage Request(HttpMethod method, string path, string? body = null, string? words = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-api-key", SimulatorOptions.DefaultUpstreamKey);
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (words is not null) request.Headers.Add("x-sim", words);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Http.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string body, string? words = null, string path = "/v1/messages") =>
        SendAsync(Request(HttpMethod.Post, path, body, words));

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await SendAsync(Request(HttpMethod.Get, path)));

    public async Task<JsonElement> AnswerAsync(string body, string? words = null, string path = "/v1/messages") =>
        await JsonAsync(await PostAsync(body, words, path));

    /// <summary>All events of a stream that ends by itself.</summary>
    public async Task<IReadOnlyList<SseEvent>> EventsAsync(string words, string? body = null)
    {
        using var response = await PostAsync(body ?? Body(stream: true), words);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return SseEvent.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads whole events until the stream ends or breaks.</summary>
    public async Task<(IReadOnlyList<SseEvent> Events, bool Broken)> BrokenEventsAsync(string words, string? body = null)
    {
        var request = Request(HttpMethod.Post, "/v1/messages", body ?? Body(stream: true), words);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var seen = new MemoryStream();
        var broken = false;
        try
        {
            await stream.CopyToAsync(seen, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            broken = true;
        }

        return (SseEvent.Parse(Encoding.UTF8.GetString(seen.ToArray())), broken);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
            return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

internal sealed record SseEvent(string Name, string Data)
{
    public JsonElement Json => JsonElement.Parse(Data);

    public static IReadOnlyList<SseEvent> Parse(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame =>
        {
            var lines = frame.Split('\n');
            Assert.StartsWith("event: ", lines[0], StringComparison.Ordinal);
            Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
            return new SseEvent(lines[0]["event: ".Length..], lines[1]["data: ".Length..]);
        }),
    ];
}
