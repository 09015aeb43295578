using System.Buffers;
using System.Text.Json;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>Writes a refusal in Anthropic's envelope, with the request id in header and body.</summary>
internal static class RefusalResponse
{
    public static async Task WriteAsync(HttpContext http, Refused refused, UInt128 requestId)
    {
        if (http.Response.HasStarted) return;
        var form = RefusalWire.Of(refused.Refusal);
        var id = RequestIds.Text(requestId);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteStartObject("error");
            json.WriteString("type", form.Type);
            json.WriteString("message", refused.Message ?? form.Message);
            if (refused.Extras is { } extras) WriteDetails(json, extras);
            json.WriteEndObject();
            json.WriteString("request_id", id);
            json.WriteEndObject();
        }

        var response = http.Response;
        response.StatusCode = form.Status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers["request-id"] = id;
        response.Headers["x-should-retry"] = form.Retry ? "true" : "false";
        if (form.Status == 503) response.Headers.RetryAfter = "1";
        if (refused.Extras is { } more) PutHeaders(response, more);
        // What is left of a body that will not be read would have to be swallowed first.
        if (form.Status is 411 or 413) response.Headers.Connection = "close";
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await response.Body.WriteAsync(buffer.WrittenMemory);
    }

    private static void WriteDetails(Utf8JsonWriter json, RefusalExtras extras)
    {
        json.WriteStartObject("details");
        json.WriteString("error_code", extras.ErrorCode);
        foreach (var (name, value) in extras.Details) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void PutHeaders(HttpResponse response, RefusalExtras extras)
    {
        // Rounded up: whoever comes back then is not too early.
        if (extras.RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(wait.TotalSeconds, 0))).ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in extras.Headers) response.Headers[name] = value;
    }
}
