namespace Claviger.Gateway.Admission;

/// <summary>The one place where a <see cref="Refusal"/> gets its wire form and its metric label.</summary>
public static class RefusalWire
{
    /// <param name="Type">Anthropic's <c>error.type</c>.</param>
    /// <param name="Message">Used where the refusal brings no message of its own.</param>
    /// <param name="Retry">Whether the same request may succeed later: official SDKs obey <c>x-should-retry</c> before anything else.</param>
    public readonly record struct Form(int Status, string Type, string Message, bool Retry);

    public static Form Of(Refusal refusal) => refusal switch
    {
        Refusal.UnknownKey => new(401, "authentication_error", "invalid API key", false),
        Refusal.UnknownPath => new(404, "not_found_error", "there is nothing at this path", false),
        Refusal.NotSupported => new(501, "not_supported", "Claviger does not serve this endpoint, because what it costs could not be metered here", false),
        Refusal.LengthRequired => new(411, "invalid_request_error", "content-length: required; chunked request bodies are not taken", false),
        Refusal.BodyTooLarge => new(413, "request_too_large", "the request body is larger than this endpoint takes", false),
        Refusal.BodyCutShort => new(400, "invalid_request_error", "the request body ended before its content-length", false),
        Refusal.ContentTypeNotJson => new(400, "invalid_request_error", "content-type: must be application/json", false),
        Refusal.ContentEncoded => new(400, "invalid_request_error", "content-encoding: send the body unencoded", false),
        Refusal.InvalidBody => new(400, "invalid_request_error", "the request body was refused", false),
        Refusal.WorkspaceMismatch => new(400, "invalid_request_error", "anthropic-workspace-id: this key is bound to another workspace; leave the header out", false),
        Refusal.NetworkNotAllowed => new(403, "permission_error", "this key may not be used from your network address", false),
        Refusal.EnvironmentNotAllowed => new(403, "permission_error", "this key is of another environment than your network address: use the key of your own environment", false),
        Refusal.ServiceMismatch => new(403, "permission_error", "claviger-service: this key is another service's: use your own service's key", false),
        Refusal.UnknownModel => new(404, "not_found_error", "model: not in the price book, so its cost could not be bounded", false),
        Refusal.ModelNotAllowed => new(403, "permission_error", "model: not among the models this key may use", false),
        Refusal.UnpricedOption => new(400, "invalid_request_error", "the request asks for something that has no price", false),
        Refusal.MaxTokensAboveCeiling => new(400, "invalid_request_error", "max_tokens: above the ceiling of this key", false),
        Refusal.ForeignObject => new(404, "not_found_error", "no such object in this workspace", false),
        Refusal.GeoNotAllowed => new(400, "invalid_request_error", "inference_geo: not allowed in this workspace", false),
        Refusal.GeoNotNamed => new(400, "invalid_request_error", "inference_geo: required in this workspace", false),
        Refusal.UserProfileRequired => new(400, "invalid_request_error", "user_profile_id: required in this workspace", false),
        Refusal.UserProfileMismatch => new(400, "invalid_request_error", "user_profile_id: not this workspace's", false),
        Refusal.BatchStillRuns => new(400, "invalid_request_error", "this batch has not ended; cancel it first, or wait until it has", false),
        Refusal.RateLimited => new(429, "rate_limit_error", "a rate limit is reached", true),
        Refusal.BatchTooLarge => new(400, "invalid_request_error", "requests: more than a batch may have", false),
        Refusal.SpendLimitReached => new(429, "billing_error", "a spend limit is reached", false),
        Refusal.SpendLimitReachedPlainly => new(400, "invalid_request_error", "You have reached your specified API usage limits", false),
        Refusal.SpendLimitNeverFits => new(429, "billing_error", "this request could cost more than a whole spend limit", false),
        Refusal.SpendLimitBusy => new(429, "rate_limit_error", "a spend limit is held by running requests", true),
        Refusal.BooksUnavailable => new(503, "api_error", "the usage books can't take this request right now, so it was not sent", true),
        Refusal.PolicyUnavailable => new(503, "api_error", "Claviger can't reach its store to see whether this key may be used, so the request was not sent", true),
        Refusal.UpstreamUnreachable => new(502, "api_error", "upstream could not be reached", true),
        Refusal.UpstreamTimedOut => new(504, "timeout_error", "upstream did not answer in time", true),
        Refusal.UpstreamCredentialRefused => new(502, "api_error", "upstream refused Claviger's credential; your key is fine: tell your administrator", false),
        Refusal.UpstreamUnreadable => new(502, "api_error", "upstream's answer could not be understood", false),
        Refusal.Internal => new(500, "api_error", "something went wrong inside Claviger; the request id finds it in the log", false),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    public static string Label(Refusal refusal) => refusal switch
    {
        Refusal.UnknownKey => "unknown_key",
        Refusal.UnknownPath => "unknown_path",
        Refusal.NotSupported => "not_supported",
        Refusal.LengthRequired => "length_required",
        Refusal.BodyTooLarge => "body_too_large",
        Refusal.BodyCutShort => "body_cut_short",
        Refusal.ContentTypeNotJson => "content_type_not_json",
        Refusal.ContentEncoded => "content_encoded",
        Refusal.InvalidBody => "invalid_body",
        Refusal.WorkspaceMismatch => "workspace_mismatch",
        Refusal.NetworkNotAllowed => "network_not_allowed",
        Refusal.EnvironmentNotAllowed => "environment_not_allowed",
        Refusal.ServiceMismatch => "service_mismatch",
        Refusal.UnknownModel => "unknown_model",
        Refusal.ModelNotAllowed => "model_not_allowed",
        Refusal.UnpricedOption => "unpriced_option",
        Refusal.MaxTokensAboveCeiling => "max_tokens_above_ceiling",
        Refusal.ForeignObject => "foreign_object",
        Refusal.GeoNotAllowed => "geo_not_allowed",
        Refusal.GeoNotNamed => "geo_not_named",
        Refusal.UserProfileRequired => "user_profile_required",
        Refusal.UserProfileMismatch => "user_profile_mismatch",
        Refusal.BatchStillRuns => "batch_still_runs",
        Refusal.RateLimited => "rate_limited",
        Refusal.BatchTooLarge => "batch_too_large",
        Refusal.SpendLimitReached => "spend_limit_reached",
        Refusal.SpendLimitReachedPlainly => "spend_limit_reached_plainly",
        Refusal.SpendLimitNeverFits => "spend_limit_never_fits",
        Refusal.SpendLimitBusy => "spend_limit_busy",
        Refusal.BooksUnavailable => "books_unavailable",
        Refusal.PolicyUnavailable => "policy_unavailable",
        Refusal.UpstreamUnreachable => "upstream_unreachable",
        Refusal.UpstreamTimedOut => "upstream_timed_out",
        Refusal.UpstreamCredentialRefused => "upstream_credential_refused",
        Refusal.UpstreamUnreadable => "upstream_unreadable",
        Refusal.Internal => "internal",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
