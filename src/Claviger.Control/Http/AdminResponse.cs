using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Http;

/// <summary>Writes answers of the Admin API. Never cached: an answer may hold a secret, and always holds somebody's business.</summary>
internal static class AdminResponse
{
    public static async Task WriteAsync<T>(HttpContext http, Outcome<T> outcome) where T : class
    {
        var (value, problem) = outcome;
        if (problem is not null) await WriteAsync(http, problem);
        else await WriteAsync(http, 200, value);
    }

    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        var (status, type) = ProblemWire.Of(problem.Kind);
        var details = problem.ErrorCode is null && problem.Field is null ? null : new ErrorDetails(problem.ErrorCode, problem.Field);
        // A conflict is retried by the SDKs unless told otherwise, and would conflict again.
        if (problem.Kind is ProblemKind.Conflict or ProblemKind.Unauthenticated) http.Response.Headers["x-should-retry"] = "false";
        if (problem.Kind is ProblemKind.Unavailable) http.Response.Headers.RetryAfter = "1";
        if (problem.Kind is ProblemKind.RateLimited) http.Response.Headers.RetryAfter = "60";
        return WriteAsync(http, status, new ErrorEnvelope("error", new ErrorBody(type, problem.Message, details), AdminCall.RequestId(http)));
    }

    private static async Task WriteAsync<T>(HttpContext http, int status, T body)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json";
        var options = http.Request.Headers["anthropic-version"] == AdminCall.LegacyVersion ? WireJson.Legacy : WireJson.Options;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, options);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
