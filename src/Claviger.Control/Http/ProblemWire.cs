using Claviger.Core;

namespace Claviger.Control.Http;

/// <summary>The one place where a <see cref="ProblemKind"/> gets its HTTP status and Anthropic error type.</summary>
public static class ProblemWire
{
    public static (int Status, string Type) Of(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidRequest => (400, "invalid_request_error"),
        ProblemKind.Unauthenticated => (401, "authentication_error"),
        ProblemKind.Forbidden => (403, "permission_error"),
        ProblemKind.NotFound => (404, "not_found_error"),
        ProblemKind.Conflict => (409, "conflict_error"),
        ProblemKind.TooLarge => (413, "request_too_large"),
        ProblemKind.RateLimited => (429, "rate_limit_error"),
        ProblemKind.Unavailable => (503, "api_error"),
        ProblemKind.Internal => (500, "api_error"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
