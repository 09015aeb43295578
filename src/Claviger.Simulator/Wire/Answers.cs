using System.Buffers;
using System.Text.Json;
using Claviger.Simulator.Messages;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Wire;

/// <summary>Writes JSON answers and error envelopes.</summary>
internal static class Answers
{
    public const string Json = "application/json";

    public static Task RefuseAsync(Exchange exchange, Refusal refusal)
    {
        var headers = exchange.Response.Headers;
        if (refusal.RetryAfter is { } seconds) headers.RetryAfter = seconds;
        if (refusal.ShouldRetry is { } retry) headers["x-should-retry"] = retry;
        return WriteAsync(exchange, refusal.Status, json =>
        {
            json.WriteStartObject();
            WriteError(json, refusal, exchange.RequestId);
            json.WriteEndObject();
        });
    }

    /// <summary>The members of the envelope; a stream's error event has no request id.</summary>
    public static void WriteError(Utf8JsonWriter json, Refusal refusal, string? requestId)
    {
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, refusal.Type);
        json.WriteString("message"u8, refusal.Message);
        if (refusal.Code is { } code)
        {
            json.WriteStartObject("details"u8);
            json.WriteString("error_code"u8, code);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (requestId is not null) json.WriteString("request_id"u8, requestId);
    }

    public static Task WriteAsync(Exchange exchange, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, MessageJson.Options)) write(json);
        return WriteBytesAsync(exchange.Response, status, Json, buffer.WrittenMemory);
    }

    public static async Task WriteBytesAsync(HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> bytes)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes);
    }
}
