using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>R18: what the document doesn't allow is a 400 that names the field, and changes nothing. Driven by the document, field for field.</summary>
public sealed partial class Values_out_of_bounds_are_refused(ITestOutputHelper output)
{
    private const int Huge = 200_000;

    /// <summary>Its name is looked at once the token is known to be good: a stranger learns nothing before.</summary>
    private const string Open = "POST /v1/organizations/invites/accept";

    [Fact]
    public async Task In_every_field_of_every_body()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var (operation, path, body) in ApiCalls.Of(world).Where(call => call.Operation.Body is not null))
        {
            foreach (var field in operation.Body!.Value.GetProperty("properties").EnumerateObject())
            {
                foreach (var bad in BadValues.Of(field.Value)) await TryAsync(operation, path, With(body, field.Name, bad).ToJsonString(), field.Name);
                var good = body?[field.Name]?.ToJsonString() ?? "null";
                await TryAsync(operation, path, $$"""{"{{field.Name}}":{{good}},"{{field.Name}}":{{good}}}""", field.Name);
                // Whatever it then lacks, a text without end is nobody's bug.
                var (status, answer) = await SendAsync(world, HttpMethod.Post, path, With(body, field.Name, new string('x', Huge)).ToJsonString());
                if (status is not (>= 400 and < 500)) wrong.Add($"{operation} {field.Name} of {Huge} characters: {status} {Short(answer)}");
            }
        }

        output.WriteLine($"{tried} bad values, {wrong.Count} of them not refused by name");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 900, $"{tried}");

        async Task TryAsync(ApiOperation operation, string path, string body, string field)
        {
            var before = world.Fixture.LastSequence();
            var (status, answer) = await SendAsync(world, HttpMethod.Post, path, body);
            tried++;
            if (operation.ToString() == Open && status == 401) return;
            var named = FieldOf(answer);
            if (status != 400 || named is null || !IsOf(named, field)) wrong.Add($"{operation} {Short(body)}: {status} {Short(answer)}");
            if (world.Fixture.LastSequence() != before) wrong.Add($"{operation} {Short(body)}: changed something");
        }
    }

    [Fact]
    public async Task In_every_parameter_of_every_route()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var (operation, whole, _) in ApiCalls.Of(world))
        {
            var path = whole.Split('?')[0];
            var others = whole.Contains('?') ? whole.Split('?')[1].Split('&').ToList() : [];
            foreach (var parameter in operation.Parameters("query"))
            {
                var name = parameter.GetProperty("name").GetString()!;
                var rest = others.Where(other => other.Split('=')[0] != name).ToList();
                foreach (var bad in BadQueries(parameter, name))
                {
                    var before = world.Fixture.LastSequence();
                    var (status, answer) = await SendAsync(world, new HttpMethod(operation.Method), $"{path}?{string.Join('&', rest.Append(bad))}", null);
                    tried++;
                    if (status != 400 || FieldOf(answer) != name) wrong.Add($"{operation} ?{Short(bad)}: {status} {Short(answer)}");
                    if (world.Fixture.LastSequence() != before) wrong.Add($"{operation} ?{Short(bad)}: changed something");
                }
            }
        }

        output.WriteLine($"{tried} bad queries, {wrong.Count} of them not refused by name");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 300, $"{tried}");
    }

    /// <summary>So that no bound is wider or narrower in the document than in the program.</summary>
    [Fact]
    public async Task What_is_just_within_is_taken()
    {
        // Their form says more than their length; an entry of the log must be there.
        string[] narrower = ["email", "time_zone", "up_to", "tags", "models", "networks", "rbac_group_ids"];
        await using var world = await MatrixWorld.BuildAsync();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var (operation, path, body) in ApiCalls.Of(world).Where(call => call.Operation.Body is not null))
        {
            foreach (var field in operation.Body!.Value.GetProperty("properties").EnumerateObject().Where(field => !narrower.Contains(field.Name)))
            {
                foreach (var good in BadValues.JustWithin(field.Value))
                {
                    var (status, answer) = await SendAsync(world, HttpMethod.Post, path, With(body, field.Name, good).ToJsonString());
                    // A field that needs another one is refused for that, and not for its value.
                    var isAlone = answer.ToString().Contains(": goes with ", StringComparison.Ordinal);
                    if (status >= 500 || status == 400 && FieldOf(answer) == field.Name && !isAlone) wrong.Add($"{operation} {field.Name} {Short(good!)}: {status} {Short(answer)}");
                    tried++;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 30, $"{tried}");
    }

    /// <summary>What a refusal says may be sent is what the document says, so that neither has a word that the other lacks.</summary>
    [Fact]
    public async Task Choices_are_those_that_the_refusal_names()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var (operation, path, body) in ApiCalls.Of(world).Where(call => call.Operation.Body is not null))
        {
            foreach (var field in operation.Body!.Value.GetProperty("properties").EnumerateObject().Where(field => field.Value.TryGetProperty("enum", out _)))
            {
                var (_, answer) = await SendAsync(world, HttpMethod.Post, path, With(body, field.Name, "no-such-value").ToJsonString());
                var message = answer.GetProperty("error").GetProperty("message").GetString()!;
                var named = Word().Matches(message[(message.IndexOf(" be ", StringComparison.Ordinal) is > 0 and var at ? at + 4 : message.IndexOf(" one of ", StringComparison.Ordinal) + 8)..])
                    .Select(word => word.Value).Except(["one", "of", "or"]).Order(StringComparer.Ordinal);
                var choices = field.Value.GetProperty("enum").EnumerateArray().Where(choice => choice.ValueKind == JsonValueKind.String).Select(choice => choice.GetString()!);
                if (!named.SequenceEqual(choices.Order(StringComparer.Ordinal))) wrong.Add($"{operation} {field.Name}: {message}");
                tried++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 15, $"{tried}");
    }

    private static IEnumerable<string> BadQueries(JsonElement parameter, string name)
    {
        var schema = parameter.GetProperty("schema");
        var type = schema.GetProperty("type").GetString();
        if (type == "array")
        {
            yield return string.Join('&', Enumerable.Range(0, schema.GetProperty("maxItems").GetInt32() + 1).Select(number => $"{name}=x{number}"));
            if (schema.GetProperty("items").TryGetProperty("enum", out _)) yield return $"{name}=no-such-value";
            yield break;
        }

        yield return $"{name}=1&{name}=1";
        if (type == "boolean") yield return $"{name}=yes";
        if (type == "integer")
            foreach (var bad in new[] { $"{schema.GetProperty("minimum").GetInt64() - 1}", schema.TryGetProperty("maximum", out var most) ? $"{most.GetInt64() + 1}" : "9223372036854775808", "x", "1.5", "%2B1", "" }) yield return $"{name}={bad}";
        if (schema.TryGetProperty("enum", out _)) yield return $"{name}=no-such-value";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time") yield return $"{name}=yesterday";
        if (parameter.TryGetProperty("required", out _)) yield return "";
    }

    private static JsonObject With(JsonObject? body, string field, JsonNode? value)
    {
        var all = body?.DeepClone().AsObject() ?? [];
        all[field] = value?.DeepClone();
        return all;
    }

    private static bool IsOf(string named, string field) => named == field || named.StartsWith(field + ".", StringComparison.Ordinal) || named.StartsWith(field + "[", StringComparison.Ordinal);

    private static string? FieldOf(JsonElement answer) =>
        answer.TryGetProperty("error", out var error) && error.GetProperty("details") is { ValueKind: JsonValueKind.Object } details ? details.GetProperty("field").GetString() : null;

    private static string Short(object text) => text.ToString() is { Length: > 300 } all ? all[..300] + "…" : text.ToString()!;

    private static async Task<(int Status, JsonElement Answer)> SendAsync(MatrixWorld world, HttpMethod method, string path, string? body)
    {
        var (answer, json) = await world.Fixture.SendAsync(method, path, body is null ? null : AdminFixture.Bytes(body));
        using (answer) return ((int)answer.StatusCode, json);
    }

    [GeneratedRegex("[a-z_]+")]
    private static partial Regex Word();
}
