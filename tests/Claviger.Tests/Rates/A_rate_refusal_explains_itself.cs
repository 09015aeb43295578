using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Gateway.Rates;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class A_rate_refusal_explains_itself
{
    private static readonly GovernedKey Key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 50)));

    [Fact]
    public void Whose_limit_which_how_much_is_used_when_to_come_back_and_who_can_change_it() => Assert.Equal(
        "This request would exceed the rate limit of API key 'prod-backend': 50 requests per minute for Claude Opus 5.5 (50 used in the last minute). "
        + "Try again in 2 seconds, or ask an administrator for more: the tier of the key decides it.",
        Text(RateLevel.ApiKey, LimiterType.RequestsPerMinute, 50, 50, TimeSpan.FromMilliseconds(1_200)));

    [Fact]
    public void Of_a_workspace() => Assert.Equal(
        "This request would exceed the rate limit of workspace 'Production': 2,000,000 input tokens per minute for Claude Opus 5.5 (1,990,000 used in the last minute). "
        + "Try again in 1 second, or ask an administrator for more: the tier of the workspace and its own limits decide it.",
        Text(RateLevel.Workspace, LimiterType.InputTokensPerMinuteCacheAware, 2_000_000, 1_990_000, TimeSpan.FromMilliseconds(10)));

    [Fact]
    public void Of_the_organization() => Assert.Equal(
        "This request would exceed the rate limit of organization 'Example Company': 8 requests at once for Claude Opus 5.5 (8 are running). "
        + "Try again in 1 second, or ask an administrator for more: the tier of the organization decides it.",
        Text(RateLevel.Organization, LimiterType.Concurrency, 8, 9, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Of_a_batch_that_never_fits() => Assert.Equal(
        "This request would exceed the limit of API key 'prod-backend': 100,000 requests in one batch for Message Batches. Split the batch.",
        RateRefusalText.Of(new RateRefusal(RateLevel.ApiKey, Key, RateGroups.Batch, LimiterType.RequestsPerBatch, 100_000, 200_000, null)));

    [Fact]
    public void Every_limiter_at_every_level_has_its_words()
    {
        foreach (var level in Enum.GetValues<RateLevel>())
            foreach (var limiter in Enum.GetValues<LimiterType>())
            {
                var text = Text(level, limiter, 7, 7, TimeSpan.FromSeconds(3));
                Assert.Contains(LimiterNames.Words(limiter), text, StringComparison.Ordinal);
                Assert.Contains("Try again in 3 seconds", text, StringComparison.Ordinal);
            }
    }

    private static string Text(RateLevel level, LimiterType limiter, long limit, long used, TimeSpan after) =>
        RateRefusalText.Of(new RateRefusal(level, Key, RatedKey.Group, limiter, limit, used, after));
}
