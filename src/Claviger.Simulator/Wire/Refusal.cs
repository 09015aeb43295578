namespace Claviger.Simulator.Wire;

/// <summary>An error answer: status, <c>error.type</c>, text, and <c>details.error_code</c> where upstream gives one.</summary>
internal sealed record Refusal(int Status, string Type, string Message, string? Code = null)
{
    public string? RetryAfter { get; init; }
    public string? ShouldRetry { get; init; }

    public static Refusal Invalid(string message, string? code = null) => new(400, "invalid_request_error", message, code);

    public static Refusal NotFound(string what) => new(404, "not_found_error", what);

    public static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        409 => "conflict_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };

    public static string TextOf(string type) => type switch
    {
        "overloaded_error" => "Overloaded",
        "rate_limit_error" => "This request would exceed your organization's rate limit.",
        "api_error" => "Internal server error",
        _ => "Scripted " + type,
    };
}
