using System.Reflection;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Http;

/// <summary>Reads a request body into its contract. Every fault names the field: unknown, missing, twice, of the wrong type.</summary>
internal static class AdminBody
{
    private const int MaxBytes = 1 << 20;

    public static async Task<Outcome<T>> ReadAsync<T>(HttpContext http) where T : class
    {
        var (bytes, problem) = await ReadBytesAsync(http);
        if (bytes is null) return problem!;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new Problem(ProblemKind.InvalidRequest, "body: must be a JSON object");
            if (FaultIn<T>(document.RootElement) is { } fault) return fault;
            return document.Deserialize<T>(WireJson.Options)!;
        }
        catch (JsonException error)
        {
            var field = FieldOf(error.Path);
            return field is null
                ? new Problem(ProblemKind.InvalidRequest, "body: not valid JSON, or a property is there twice")
                : Problem.Invalid(field, error.Message.StartsWith("must be", StringComparison.Ordinal) ? error.Message : "is of the wrong type");
        }
    }

    private static Problem? FaultIn<T>(JsonElement body)
    {
        var fields = Fields<T>.Names;
        foreach (var property in body.EnumerateObject())
            if (!fields.ContainsKey(property.Name))
                return Problem.Invalid(Clip(property.Name), $"unknown field; this call takes {string.Join(", ", fields.Keys)}");
        foreach (var (name, required) in fields)
            if (required && (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null))
                return Problem.Invalid(name, "required");
        return null;
    }

    private static async Task<Outcome<byte[]>> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength is > MaxBytes) return new Problem(ProblemKind.TooLarge, $"body: larger than {MaxBytes} bytes");
        if (http.Request.ContentLength is null or 0) return new Problem(ProblemKind.InvalidRequest, "body: a JSON object is required");
        var type = http.Request.ContentType;
        if (type is null || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return new Problem(ProblemKind.InvalidRequest, "content-type: must be application/json");
        var bytes = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(bytes, http.RequestAborted);
        return bytes;
    }

    private static string? FieldOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;

    private static string Clip(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private static class Fields<T>
    {
        /// <summary>Wire name of each property, and whether it must be there.</summary>
        public static readonly IReadOnlyDictionary<string, bool> Names = typeof(T).GetConstructors(BindingFlags.Public | BindingFlags.Instance)[0].GetParameters()
            .ToDictionary(parameter => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!), parameter => !parameter.HasDefaultValue, StringComparer.Ordinal);
    }
}
