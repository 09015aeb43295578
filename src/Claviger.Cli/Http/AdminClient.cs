using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Http;

/// <summary>Speaks to the Admin API. Everything that can go wrong comes out as a <see cref="CliException"/> with its exit code.</summary>
internal sealed class AdminClient(Connection connection, HttpMessageHandler handler) : IDisposable
{
    /// <summary>The surface this program was written against.</summary>
    public const string ApiVersion = "2026-10-21";

    // Enough for 1,000 keys with long rules; a server that sends more than this is not ours.
    private const long MostBytes = 64 << 20;

    private readonly HttpClient _http = new(handler) { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = MostBytes };

    public string Url => connection.Url;

    public Task<Answer<T>> GetAsync<T>(string path, Query? query = null) => SendAsync<T>(HttpMethod.Get, path + query, null);

    public Task<Answer<T>> PostAsync<T>(string path, object? body = null) => SendAsync<T>(HttpMethod.Post, path, body);

    public Task<Answer<T>> DeleteAsync<T>(string path) => SendAsync<T>(HttpMethod.Delete, path, null);

    /// <summary>Every page to the end, as one.</summary>
    public async Task<Answer<IReadOnlyList<T>>> ListAsync<T>(string path, Func<Query> query)
    {
        var items = new List<T>();
        var all = new JsonArray();
        string? after = null, first = null;
        while (true)
        {
            var page = await GetAsync<Page<T>>(path, query().With("limit", "1000").With("after_id", after));
            items.AddRange(page.Value.Data);
            MoveInto(all, page.Json);
            first ??= page.Value.FirstId;
            var next = page.Value.LastId;
            if (!page.Value.HasMore || page.Value.Data.Count == 0)
                return after is null ? new(items, page.Json) : new(items, new JsonObject { ["data"] = all, ["has_more"] = false, ["first_id"] = first, ["last_id"] = next });
            after = next is not null && next != after ? next : throw AnswerReader.Endless(Url);
        }
    }

    /// <summary>The same for lists with an opaque cursor.</summary>
    public async Task<Answer<IReadOnlyList<T>>> CursorListAsync<T>(string path, Func<Query> query)
    {
        var items = new List<T>();
        var all = new JsonArray();
        string? at = null;
        while (true)
        {
            var page = await GetAsync<CursorPage<T>>(path, query().With("limit", "1000").With("page", at));
            items.AddRange(page.Value.Data);
            MoveInto(all, page.Json);
            var next = page.Value.NextPage;
            if (next is null) return at is null ? new(items, page.Json) : new(items, new JsonObject { ["data"] = all, ["next_page"] = null });
            at = next != at ? next : throw AnswerReader.Endless(Url);
        }
    }

    /// <summary>The first items of such a list, as many as are wanted.</summary>
    public async Task<Answer<IReadOnlyList<T>>> CursorTakeAsync<T>(string path, Func<Query> query, int most)
    {
        var items = new List<T>();
        var all = new JsonArray();
        string? at = null;
        while (true)
        {
            var page = await GetAsync<CursorPage<T>>(path, query().With("limit", Math.Min(most - items.Count, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture)).With("page", at));
            items.AddRange(page.Value.Data);
            MoveInto(all, page.Json);
            var next = page.Value.NextPage;
            if (next is null || items.Count >= most) return new(items, new JsonObject { ["data"] = all, ["next_page"] = next });
            at = next != at ? next : throw AnswerReader.Endless(Url);
        }
    }

    /// <summary>An answer that is a file, written as it comes.</summary>
    public async Task DownloadAsync(string path, Query query, Stream to)
    {
        using var request = Request(HttpMethod.Get, path + query, null);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode) throw AnswerReader.Refusal(response, await response.Content.ReadAsStringAsync(), connection);
            await response.Content.CopyToAsync(to);
        }
        catch (HttpRequestException fault)
        {
            throw AnswerReader.Unreachable(Url, (fault.InnerException ?? fault).Message);
        }
        catch (TaskCanceledException)
        {
            throw AnswerReader.Unreachable(Url, $"no answer within {_http.Timeout.TotalSeconds:0} seconds");
        }
    }

    /// <summary>And for reports, which have both.</summary>
    public async Task<Answer<IReadOnlyList<T>>> ReportAsync<T>(string path, Func<Query> query)
    {
        var buckets = new List<T>();
        var all = new JsonArray();
        await foreach (var page in PagesAsync<T>(path, query))
        {
            if (buckets.Count == 0 && !page.Value.HasMore) return new(page.Value.Data, page.Json);
            buckets.AddRange(page.Value.Data);
            MoveInto(all, page.Json);
        }

        return new(buckets, new JsonObject { ["data"] = all, ["has_more"] = false, ["next_page"] = null });
    }

    /// <summary>A report of any length, a page in memory at a time.</summary>
    public async IAsyncEnumerable<T> ReportPagesAsync<T>(string path, Func<Query> query)
    {
        await foreach (var page in PagesAsync<T>(path, query))
            foreach (var bucket in page.Value.Data) yield return bucket;
    }

    private async IAsyncEnumerable<Answer<MorePage<T>>> PagesAsync<T>(string path, Func<Query> query)
    {
        string? at = null;
        while (true)
        {
            var page = await GetAsync<MorePage<T>>(path, query().With("page", at));
            yield return page;
            if (!page.Value.HasMore || page.Value.NextPage is not { } next) yield break;
            at = next != at ? next : throw AnswerReader.Endless(Url);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery, object? body)
    {
        var request = new HttpRequestMessage(method, $"{connection.Url}/v1/organizations/{pathAndQuery}");
        if (!request.Headers.TryAddWithoutValidation("authorization", $"Bearer {connection.AdminKey}"))
            throw new CliException(ExitCode.NotSignedIn, $"the admin key from {connection.Source} holds characters that no key has");
        request.Headers.Add("anthropic-version", ApiVersion);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("claviger-cli", CliRoot.Version));
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), SendOptions.Json), Encoding.UTF8, "application/json");
        return request;
    }

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string pathAndQuery, object? body)
    {
        using var request = Request(method, pathAndQuery, body);
        try
        {
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? AnswerReader.Read<T>(text, Url) : throw AnswerReader.Refusal(response, text, connection);
        }
        catch (HttpRequestException fault)
        {
            throw AnswerReader.Unreachable(Url, (fault.InnerException ?? fault).Message);
        }
        catch (TaskCanceledException)
        {
            throw AnswerReader.Unreachable(Url, $"no answer within {_http.Timeout.TotalSeconds:0} seconds");
        }
    }

    private static void MoveInto(JsonArray all, JsonNode page)
    {
        foreach (var item in (JsonArray)page["data"]!) all.Add(item!.DeepClone());
    }
}
