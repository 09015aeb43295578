using Claviger.Core.Rates;
using Claviger.Gateway.Rates;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>A refusal by a rate limit, in the form that callers get: 429 with the time after which a retry succeeds.</summary>
internal static class RateRefusals
{
    public static Refused Of(Exchange exchange, in RateRefusal refusal)
    {
        var headers = new HeaderDictionary();
        RateHeaders.Put(refusal, headers, exchange.At);
        var extras = new RefusalExtras(
            "rate_limit_reached",
            [
                ("level", Level(refusal.Level)), ("entity_name", refusal.EntityName), ("group", refusal.Group.Id), ("limiter", LimiterNames.Of(refusal.Limiter)),
                ("limit", Text(refusal.Limit)), ("used", Text(refusal.Used)), ("retry_after_seconds", refusal.RetryAfterSeconds is { } seconds ? Text(seconds) : null),
            ],
            RetryAfter: null, // among the headers
            [.. headers.Select(header => (header.Key, header.Value.ToString()))]);
        return new(refusal.RetryAfter is null ? Refusal.BatchTooLarge : Refusal.RateLimited, RateRefusalText.Of(refusal), extras);
    }

    private static string Level(RateLevel level) => level switch
    {
        RateLevel.ApiKey => "api_key",
        RateLevel.Workspace => "workspace",
        _ => "organization",
    };

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
