using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>Batches, files and skills by bare HTTP: what clients without an SDK send, and what a test compares byte for byte.</summary>
public static class GatewayObjects
{
    public static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        this TestGateway gateway, HttpMethod method, string path, string? key = null, HttpContent? content = null, string? script = null, string? beta = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("x-api-key", key ?? gateway.Key.Secret);
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (script is not null) request.Headers.Add("x-sim", script);
        if (beta is not null) request.Headers.Add("anthropic-beta", beta);
        using var answer = await gateway.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static Task<(HttpStatusCode Status, string Body)> GetAsync(this TestGateway gateway, string path, string? key = null) =>
        gateway.SendAsync(HttpMethod.Get, path, key);

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static async Task<string> UploadAsync(this TestGateway gateway, string? key = null, string name = "note.txt", string? script = null)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent("some text"u8.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(part, "file", name);
        var (status, body) = await gateway.SendAsync(HttpMethod.Post, "/v1/files", key, form, script);
        return status == HttpStatusCode.OK ? IdOf(body) : throw new InvalidOperationException(body);
    }

    public static async Task<string> MakeSkillAsync(this TestGateway gateway, string? key = null, string title = "a skill")
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(title), "display_title");
        form.Add(new ByteArrayContent("---\nname: a\n---\n"u8.ToArray()), "files[]", "a/SKILL.md");
        var (status, body) = await gateway.SendAsync(HttpMethod.Post, "/v1/skills", key, form);
        return status == HttpStatusCode.OK ? IdOf(body) : throw new InvalidOperationException(body);
    }

    /// <param name="script">What the simulator makes of this line.</param>
    public static string Line(string customId, string? script = null, string model = "claude-haiku-4-5", string more = "") =>
        $$$"""{"custom_id":"{{{customId}}}","params":{"model":"{{{model}}}","max_tokens":1024,"messages":[{"role":"user","content":"Line {{{customId}}}"}],"metadata":{"user_id":"sim:{{{script ?? "in=40"}}}"}{{{more}}}}}""";

    public static async Task<string> SubmitAsync(this TestGateway gateway, IEnumerable<string> lines, string? key = null, string? script = null)
    {
        var (status, body) = await gateway.SendAsync(HttpMethod.Post, "/v1/messages/batches", key, Json($$"""{"requests":[{{string.Join(',', lines)}}]}"""), script);
        return status == HttpStatusCode.OK ? IdOf(body) : throw new InvalidOperationException(body);
    }

    /// <summary>The books' own record of a batch; null when there is none.</summary>
    public static async Task<BatchRow?> BatchAsync(this TestGateway gateway, string id)
    {
        await using var connection = gateway.Store.Open();
        return await connection.QuerySingleOrDefaultAsync<BatchRow>(
            "SELECT requests AS Requests, worst_case_nanos AS WorstCaseNanos, settled_at_ms AS SettledAtMs FROM batches WHERE id = @id", new { id });
    }

    /// <summary>Until it is booked. Each look is a read of the store, so this gives way to whoever books it.</summary>
    public static async Task WhenBookedAsync(this TestGateway gateway, string id)
    {
        for (var look = 0; look < 10_000; look++)
        {
            if ((await gateway.BatchAsync(id))?.SettledAtMs is not null) return;
            await Task.Yield();
        }

        throw new TimeoutException($"batch {id} was not booked");
    }

    /// <summary>Until no request is open in the journal: also those whose caller has left.</summary>
    public static async Task WhenSettledAsync(this TestGateway gateway)
    {
        for (var look = 0; look < 10_000 && gateway.Server.Journal.Pending > 0; look++) await gateway.Server.Journal.FlushedAsync(CancellationToken.None);
    }

    public static string IdOf(string body) => JsonNode.Parse(body)!["id"]!.GetValue<string>();

    /// <summary>An error's body without what differs from call to call.</summary>
    public static string WithoutRequestId(string body)
    {
        var node = JsonNode.Parse(body)!;
        node["request_id"] = null;
        return node.ToJsonString();
    }

    public static IReadOnlyList<string> Ids(string page) => JsonDocument.Parse(page).RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
}

/// <summary>A batch as the books keep it.</summary>
public sealed record BatchRow
{
    public long Requests { get; init; }
    public long WorstCaseNanos { get; init; }
    public long? SettledAtMs { get; init; }
}
