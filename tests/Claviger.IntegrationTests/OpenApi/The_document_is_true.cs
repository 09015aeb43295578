using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Rules;
using Microsoft.OpenApi.Reader;
using Xunit;
using OpenApiDocument = Claviger.Control.OpenApi.OpenApiDocument;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>R18: the OpenAPI document is what the server does. Answers are held to it in every test, by <see cref="DocumentedAnswers"/>.</summary>
public sealed class The_document_is_true
{
    private const string File = "docs/openapi.json";

    [Fact]
    public async Task What_is_served_printed_and_committed_is_one_document()
    {
        await using var gateway = new AdminFixture();
        await gateway.InitializeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations/openapi.json");
        request.Headers.Add("x-api-key", gateway.Gateway.AdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await gateway.Gateway.Http.SendAsync(request);
        var served = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(served, OpenApiDocument.WithoutServer());
        if (System.IO.File.Exists(Path.Combine(Repository.Root, File)) && System.IO.File.ReadAllBytes(Path.Combine(Repository.Root, File)).AsSpan().SequenceEqual(served)) return;
        var received = Path.Combine(Repository.Root, "TestResults", "openapi.json");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        System.IO.File.WriteAllBytes(received, served);
        Assert.Fail($"{File} is not what is served.\nIf it is right: cp {received} {Path.Combine(Repository.Root, File)}");
    }

    [Fact]
    public async Task It_is_valid()
    {
        using var stream = new MemoryStream(OpenApiDocument.WithoutServer());
        var read = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(stream, "json", new OpenApiReaderSettings(), TestContext.Current.CancellationToken);

        Assert.Equal(Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors.Select(error => error.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => warning.ToString()));
        var ids = ApiDocument.Operations.Select(operation => operation.Node.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.True(ids.Count > 100, $"{ids.Count}");
    }

    [Fact]
    public async Task Parameters_and_fields_are_those_that_each_route_knows()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (operation, path, body) in ApiCalls.Of(world))
        {
            var (status, answer) = await SendAsync(world, operation, path + (path.Contains('?') ? "&" : "?") + "what_is_this=1", body);
            var known = KnownBy(answer, "what_is_this: unknown parameter; this call takes ");
            if (status != 400 || !known.SetEquals(operation.Parameters("query").Select(parameter => parameter.GetProperty("name").GetString()!)))
                wrong.Add($"{operation}: takes the parameters {string.Join(", ", known)} ({status} {answer})");
            asked++;
            if (operation.Method != "POST") continue;
            var strange = new JsonObject { ["what_is_this"] = 1 };
            (status, answer) = await SendAsync(world, operation, path, strange);
            known = KnownBy(answer, "what_is_this: unknown field; this call takes ");
            var documented = operation.Body is { } schema ? schema.GetProperty("properties").EnumerateObject().Select(field => field.Name) : [];
            if (status != 400 || !known.SetEquals(documented)) wrong.Add($"{operation}: takes the fields {string.Join(", ", known)} ({status} {answer})");
            asked++;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 130, $"{asked}");
    }

    private static HashSet<string> KnownBy(JsonElement answer, string beginning)
    {
        var message = answer.TryGetProperty("error", out var error) ? error.GetProperty("message").GetString()! : "";
        return message.StartsWith(beginning, StringComparison.Ordinal) && message[beginning.Length..] is not "none" and var names ? [.. names.Split(", ")] : [];
    }

    private static async Task<(int Status, JsonElement Answer)> SendAsync(MatrixWorld world, ApiOperation operation, string path, JsonObject? body)
    {
        var (answer, json) = await world.Fixture.SendAsync(new HttpMethod(operation.Method), path, body is null ? null : AdminFixture.Bytes(body.ToJsonString()));
        using (answer) return ((int)answer.StatusCode, json);
    }
}
