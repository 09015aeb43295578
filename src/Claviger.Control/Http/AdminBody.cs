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
        if (problem is not null) return problem;
        if (bytes!.Length == 0) return MayBeLeftOut(typeof(T)) ? Read<T>("{}"u8.ToArray()) : new Problem(ProblemKind.InvalidRequest, "body: required; send a JSON object");
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            return new Problem(ProblemKind.InvalidRequest, "content-type: must be application/json");
        return Read<T>(bytes);
    }

    /// <summary>For calls without fields: null when the body is empty or an empty object.</summary>
    public static async Task<Problem?> FaultInEmptyAsync(HttpContext http)
    {
        var (bytes, problem) = await ReadBytesAsync(http);
        return problem ?? (bytes!.Length == 0 ? null : Read<NoFields>(bytes).Problem);
    }

    /// <summary>What a contract takes, in its order.</summary>
    public static IEnumerable<BodyField> FieldsOf(Type contract) => contract.GetConstructors(BindingFlags.Public | BindingFlags.Instance)[0].GetParameters().Select(BodyField.Of);

    /// <summary>An empty body then says nothing, like an empty object.</summary>
    public static bool MayBeLeftOut(Type contract) => contract.IsDefined(typeof(MayBeLeftOutAttribute), inherit: false);

    private static Outcome<T> Read<T>(byte[] bytes) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new Problem(ProblemKind.InvalidRequest, "body: must be a JSON object");
            if (FaultIn(document.RootElement, Fields<T>.All, "this call") is { } fault) return fault;
            return document.Deserialize<T>(WireJson.Options)!;
        }
        catch (JsonException error)
        {
            return new Problem(ProblemKind.InvalidRequest, $"body: not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: the parser lets them pass until somebody wants the text.
            return new Problem(ProblemKind.InvalidRequest, "body: holds text that is not valid Unicode");
        }
    }

    internal static Problem? FaultIn(JsonElement body, IReadOnlyDictionary<string, BodyField> fields, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in body.EnumerateObject())
        {
            if (!fields.TryGetValue(property.Name, out var field))
                return Problem.Invalid(Clip(property.Name), $"unknown field; {what} takes {(fields.Count == 0 ? "none" : string.Join(", ", fields.Keys))}");
            if (!seen.Add(property.Name)) return Problem.Invalid(property.Name, "given twice; send it once");
            if (field.FaultIn(property.Value) is { } fault) return fault;
        }

        return fields.Values.FirstOrDefault(field => field.Required && !seen.Contains(field.Name)) is { } missing ? Problem.Invalid(missing.Name, "required") : null;
    }

    private static async Task<Outcome<byte[]>> ReadBytesAsync(HttpContext http)
    {
        var tooLarge = new Problem(ProblemKind.TooLarge, $"body: must be at most {MaxBytes} bytes");
        if (http.Request.ContentLength is > MaxBytes) return tooLarge;
        using var whole = new MemoryStream();
        var part = new byte[16_384];
        while (await http.Request.Body.ReadAsync(part, http.RequestAborted) is > 0 and var count)
        {
            if (whole.Length + count > MaxBytes) return tooLarge;
            whole.Write(part, 0, count);
        }

        return whole.ToArray();
    }

    private static string Clip(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private static class Fields<T>
    {
        public static readonly IReadOnlyDictionary<string, BodyField> All = FieldsOf(typeof(T)).ToDictionary(field => field.Name, StringComparer.Ordinal);
    }
}
