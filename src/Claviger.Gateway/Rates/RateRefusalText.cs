using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>What a caller is told who runs into a rate limit: whose limit, which, how much is used, when to come back, who can change it.</summary>
public static class RateRefusalText
{
    public static string Of(in RateRefusal refusal)
    {
        var limit = $"{refusal.Limit:N0} {LimiterNames.Words(refusal.Limiter)}";
        var what = $"{Whose(refusal)}: {limit} for {refusal.Group.Title}";
        if (refusal.RetryAfter is null) return $"This request would exceed the limit of {what}. Split the batch.";
        var seconds = refusal.RetryAfterSeconds;
        return $"This request would exceed the rate limit of {what} ({Used(refusal)}). Try again in {seconds:N0} second{(seconds == 1 ? "" : "s")}, "
            + $"or ask an administrator for more: {Remedy(refusal)}.";
    }

    private static string Whose(in RateRefusal refusal) => refusal.Level switch
    {
        RateLevel.ApiKey => $"API key '{refusal.EntityName}'",
        RateLevel.Workspace => $"workspace '{refusal.EntityName}'",
        _ => $"organization '{refusal.EntityName}'",
    };

    private static string Used(in RateRefusal refusal) => refusal.Limiter switch
    {
        LimiterType.Concurrency => $"{Math.Min(refusal.Used, refusal.Limit):N0} are running",
        LimiterType.EnqueuedBatchRequests => $"{refusal.Used:N0} are waiting",
        _ => $"{refusal.Used:N0} used in the last minute",
    };

    private static string Remedy(in RateRefusal refusal) => refusal.Level switch
    {
        RateLevel.ApiKey => "the tier of the key decides it",
        RateLevel.Workspace => "the tier of the workspace and its own limits decide it",
        _ => "the tier of the organization decides it",
    };
}
