using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>R6, R18: whatever stands in a path or a query, on every route that the Admin API describes: an answer or a named fault, never a 5xx. A new route is in it by itself.</summary>
public sealed class Every_parameter_takes_hostile_values(AdminFixture fixture, ITestOutputHelper output) : IClassFixture<AdminFixture>
{
    /// <summary>As they stand in an address.</summary>
    private static readonly string[] Hostile =
    [
        "%25", "_", "%27%20OR%20%271%27=%271", "%00", "a%00b", "%FF%FE", "%ED%A0%80", "%E2%80%AEx", "%0D%0Ax-y:%20z", "%3Cscript%3E", "..%2F..%2Fetc", "-1", "0", "99999999999999999999", "1e9", "NaN", "null", "[]",
        "page_", "page_AAAA", "page_AAAAAAAAAAAAAAAAAAAAAA", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "%F0%9F%98%80", new string('a', 4_000), "%2C", "%26limit=5", "+", "",
    ];

    private readonly Lazy<JsonElement> _schemas = new(() => fixture.GetAsync("/openapi.json").GetAwaiter().GetResult().GetProperty("components").GetProperty("schemas"));

    [Fact]
    public async Task In_every_query()
    {
        var asked = 0;
        foreach (var (path, _, operation) in Operations().Where(operation => operation.Method == "get"))
            foreach (var name in NamesOf(operation, "query"))
                foreach (var value in Hostile)
                {
                    await AskAsync("GET", $"{Filled(path, "x")}?{name}={value}");
                    asked++;
                }

        output.WriteLine($"{asked} calls");
        Assert.True(asked > 3_000);
    }

    [Fact]
    public async Task In_every_path()
    {
        var asked = 0;
        foreach (var (path, method, _) in Operations().Where(operation => operation.Path.Contains('{')))
            foreach (var value in Hostile.Where(value => value.Length > 0 && !value.StartsWith("..", StringComparison.Ordinal)))
            {
                var status = await AskAsync(method.ToUpperInvariant(), Filled(path, value));
                Assert.True(status >= 400, $"{method} {path} with {value}: {status}");
                asked++;
            }

        output.WriteLine($"{asked} calls");
        Assert.True(asked > 1_000);
    }

    /// <summary>PostgreSQL refuses it as text, which must not become a 503.</summary>
    [Fact]
    public async Task A_NUL_in_any_text_of_a_body_is_a_named_fault()
    {
        var (asked, sequence) = (0, fixture.LastSequence());
        foreach (var (path, method, operation) in Operations())
            foreach (var (field, value) in TextsOf(operation))
            {
                var (answer, body) = await fixture.SendAsync(new HttpMethod(method.ToUpperInvariant()), Filled(path, "x"), AdminFixture.Bytes($$"""{"{{field}}":{{value}}}"""));
                using (answer)
                {
                    var (status, _, named, message) = AdminFixture.Read((int)answer.StatusCode, body);
                    Assert.True((status, named) == (400, field), $"{method} {path} {field}: {status} {message}");
                }

                asked++;
            }

        output.WriteLine($"{asked} fields");
        Assert.True(asked > 60);
        Assert.Equal(sequence, fixture.LastSequence());
    }

    /// <summary>Fields of a body that hold texts, with such a text as JSON.</summary>
    private IEnumerable<(string Field, string Value)> TextsOf(JsonElement operation)
    {
        if (operation.Child("requestBody") is not { } body || body.GetProperty("content").Child("application/json")?.Child("schema") is not { } schema) yield break;
        if (schema.Child("$ref") is { } reference) schema = _schemas.Value.GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.Child("properties") is not { } properties) yield break;
        foreach (var property in properties.EnumerateObject())
        {
            var type = property.Value.Child("type") is { } one ? one.ToString() : "";
            if (type.Contains("string", StringComparison.Ordinal)) yield return (property.Name, "\"a\\u0000b\"");
            else if (type.Contains("array", StringComparison.Ordinal) && property.Value.Child("items")?.Child("type")?.ToString() == "string") yield return (property.Name, "[\"a\\u0000b\"]");
        }
    }

    /// <summary>A cursor of one list is no cursor of another, though it is ours.</summary>
    [Fact]
    public async Task A_cursor_of_another_list_is_refused_by_every_list()
    {
        var cursor = (await fixture.GetAsync("/tiers?limit=1")).Text("next_page");
        var lists = Operations().Where(operation => operation.Method == "get" && NamesOf(operation, "query").Contains("page") && !operation.Path.EndsWith("/tiers", StringComparison.Ordinal)).ToList();
        Assert.True(lists.Count > 15, $"{lists.Count} lists");
        foreach (var (path, _, operation) in lists)
        {
            if (path.Contains('{')) continue; // the thing itself is asked for first
            var needed = NamesOf(operation, "query").Contains("starting_at") ? "&starting_at=2026-11-23T00:00:00Z" : "";
            if (path.EndsWith("claude_code", StringComparison.Ordinal)) needed = "&starting_at=2026-11-23";
            var (status, _, field, message) = await fixture.RefusedAsync(HttpMethod.Get, $"{path["/v1/organizations".Length..]}?page={cursor}{needed}");
            Assert.True((status, field) == (400, "page"), $"{path}: {status} {field} {message}");
        }
    }

    private async Task<int> AskAsync(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(fixture.Gateway.Url + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Add("x-api-key", fixture.Gateway.AdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await fixture.Gateway.Http.SendAsync(request);
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status < 500, $"{method} {address}: {status} {text}");
        if (status is >= 400 and not 414 && text.Length > 0) AdminFixture.Read(status, JsonSerializer.Deserialize<JsonElement>(text));
        return status;
    }

    /// <summary>Of the document that the server itself serves.</summary>
    private IReadOnlyList<(string Path, string Method, JsonElement Operation)> Operations() => [
        .. fixture.GetAsync("/openapi.json").GetAwaiter().GetResult().GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)))
            .Where(operation => !operation.Item1.EndsWith("openapi.json", StringComparison.Ordinal))];

    private static List<string> NamesOf((string, string, JsonElement Operation) operation, string where) => NamesOf(operation.Operation, where);

    private static List<string> NamesOf(JsonElement operation, string where) =>
        !operation.TryGetProperty("parameters", out var parameters) ? []
        : [.. parameters.EnumerateArray().Where(parameter => parameter.TryGetProperty("in", out var at) && at.GetString() == where).Select(parameter => parameter.Text("name"))];

    private static string Filled(string path, string value) => System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", _ => value);
}
