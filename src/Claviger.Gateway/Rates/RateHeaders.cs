using Claviger.Core.Rates;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Rates;

/// <summary>
/// The <c>anthropic-ratelimit-*</c> headers, true to the caller's own limits: of each kind the one that leaves least, with what the last sixty
/// seconds left of it and when its bucket is full again. Nothing where the caller has no limit. Upstream's own never pass.
/// </summary>
public static class RateHeaders
{
    private static readonly HeaderNames Requests = new("requests");
    private static readonly HeaderNames InputTokens = new("input-tokens");
    private static readonly HeaderNames OutputTokens = new("output-tokens");
    private static readonly HeaderNames Tokens = new("tokens");

    /// <summary>Of an admitted request, before or after its end.</summary>
    public static void Put(in RateTicket ticket, IHeaderDictionary headers, DateTimeOffset now, long timestamp)
    {
        var nanos = ticket.Nanos(timestamp);
        var requests = Tightest(ticket, LimiterType.RequestsPerMinute, nanos);
        var input = Tightest(ticket, LimiterType.InputTokensPerMinute, nanos).OrTighter(Tightest(ticket, LimiterType.InputTokensPerMinuteCacheAware, nanos));
        var output = Tightest(ticket, LimiterType.OutputTokensPerMinute, nanos);
        Requests.Put(headers, requests, now);
        InputTokens.Put(headers, input.InThousands(), now);
        OutputTokens.Put(headers, output.InThousands(), now);
        Tokens.Put(headers, TokensOf(input, output).InThousands(), now);
    }

    /// <summary>Of a refused one: the limit that refused it has nothing left for now.</summary>
    public static void Put(in RateRefusal refusal, IHeaderDictionary headers, DateTimeOffset now)
    {
        if (refusal.RetryAfter is { } wait)
        {
            headers.RetryAfter = refusal.RetryAfterSeconds!.Value.ToString();
            headers["retry-after-ms"] = refusal.RetryAfterMs!.Value.ToString();
            var standing = new RateStanding(refusal.Limit, refusal.Limit.ToString(), 0, wait.Ticks * 100, refusal.Level);
            if (refusal.Limiter == LimiterType.RequestsPerMinute) Requests.Put(headers, standing, now);
            if (refusal.Limiter is LimiterType.InputTokensPerMinute or LimiterType.InputTokensPerMinuteCacheAware) InputTokens.Put(headers, standing, now);
            if (refusal.Limiter == LimiterType.OutputTokensPerMinute) OutputTokens.Put(headers, standing, now);
            if (refusal.Limiter is not (LimiterType.RequestsPerMinute or LimiterType.Concurrency or LimiterType.EnqueuedBatchRequests)) Tokens.Put(headers, standing, now);
        }
    }

    private static RateStanding Tightest(in RateTicket ticket, LimiterType limiter, long nanos)
    {
        var tightest = default(RateStanding);
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if (ticket.Pool(level) is not { } pool || pool.RateOf(limiter) is not { } rate) continue;
            var left = Math.Max(0, rate.Limit - pool.Used(limiter, nanos));
            tightest = tightest.OrTighter(new RateStanding(rate.Limit, rate.LimitText, left, Math.Max(0, pool.FullAt(limiter) - nanos), level));
        }

        return tightest;
    }

    /// <summary>The most restrictive token limit, if it is the key's or the workspace's own; else the organization's input and output together (limits page, 2026-10-08).</summary>
    private static RateStanding TokensOf(RateStanding input, RateStanding output)
    {
        if (!input.IsLimited || !output.IsLimited) return input.OrTighter(output);
        if (input.Level != RateLevel.Organization || output.Level != RateLevel.Organization)
            return (Int128)input.Left * output.Limit <= (Int128)output.Left * input.Limit ? input : output;
        var limit = input.Limit + output.Limit;
        return new RateStanding(limit, limit.ToString(), input.Left + output.Left, Math.Max(input.FullIn, output.FullIn), RateLevel.Organization);
    }

    private sealed class HeaderNames(string kind)
    {
        private readonly string _limit = $"anthropic-ratelimit-{kind}-limit";
        private readonly string _remaining = $"anthropic-ratelimit-{kind}-remaining";
        private readonly string _reset = $"anthropic-ratelimit-{kind}-reset";

        public void Put(IHeaderDictionary headers, in RateStanding standing, DateTimeOffset now)
        {
            if (!standing.IsLimited) return;
            headers[_limit] = standing.LimitText;
            headers[_remaining] = RateText.Number(standing.Left);
            headers[_reset] = RateText.Instant(now, standing.FullIn);
        }
    }
}
