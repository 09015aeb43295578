using System.Text.Json;
using Claviger.Control;
using Xunit;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>Holds every answer of the Admin API that any of these tests gets to the OpenAPI document: its status, and all of its body.</summary>
internal sealed class DocumentedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var answer = await base.SendAsync(request, cancellationToken);
        if (!AdminApi.Roots.Any(root => root != AdminApi.SecretScanningRoot && path.StartsWith(root + "/", StringComparison.Ordinal)) || answer.Content.Headers.ContentType?.MediaType != "application/json") return answer;
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var legacy = request.Headers.TryGetValues("anthropic-version", out var versions) && versions.First() == "2023-06-01";
        if (FaultIn(request.Method.Method, path, (int)answer.StatusCode, bytes, legacy) is { } fault)
            Assert.Fail($"{request.Method} {path} answered {(int)answer.StatusCode}, not as the OpenAPI document says: {fault}\n{System.Text.Encoding.UTF8.GetString(bytes)}");

        var again = new ByteArrayContent(bytes);
        foreach (var header in answer.Content.Headers) again.Headers.TryAddWithoutValidation(header.Key, header.Value);
        answer.Content = again;
        return answer;
    }

    private static string? FaultIn(string method, string path, int status, byte[] body, bool legacy)
    {
        // Before routing nobody learns what is there: strangers and callers of no version get the same everywhere.
        var operation = ApiDocument.Find(method, path);
        if (operation is not null && !operation.Has(status)) return "it does not have this status";
        if (operation is null && status < 400) return "it does not have this path";
        var schema = operation is null ? ErrorSchema : operation.Answer(status);
        return schema is null ? null : SchemaCheck.FaultIn(JsonSerializer.Deserialize<JsonElement>(body), schema.Value, legacy);
    }

    private static JsonElement? ErrorSchema => ApiDocument.Root.GetProperty("components").GetProperty("schemas").GetProperty("ErrorEnvelope");
}
