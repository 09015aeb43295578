using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Rates;

/// <summary>
/// More callers than a limit lets in, under a clock that the test moves: each asks again as soon as it may. Counts what starts in each
/// minute, waits included.
/// </summary>
internal sealed class Saturation(FakeTimeProvider clock, RateLimiter limiter)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly long _start = clock.GetTimestamp();
    private readonly PriorityQueue<RateTicket[], long> _running = new();

    /// <param name="weight">What one request counts for.</param>
    public long[] Run(Func<GovernedKey> next, int minutes, long input, TokenUsage usage, long weight)
    {
        var counts = new long[minutes];
        var end = TimeSpan.FromMinutes(minutes);
        while (clock.GetElapsedTime(_start) < end)
        {
            End(usage);
            while (limiter.TryAdmit(next(), RatedKey.Group.Index, input, clock.GetTimestamp(), out var ticket, out var wait, out _))
            {
                var starts = clock.GetElapsedTime(_start) + wait;
                if (starts < end) counts[(int)starts.TotalMinutes] += weight;
                _running.Enqueue([ticket], starts.Ticks);
                End(usage);
            }

            clock.Advance(Step);
        }

        return counts;
    }

    /// <summary>Answers are there as soon as their request has started.</summary>
    private void End(TokenUsage usage)
    {
        while (_running.TryPeek(out var tickets, out var starts) && starts <= clock.GetElapsedTime(_start).Ticks)
        {
            _running.Dequeue();
            tickets[0].Settle(usage, clock.GetTimestamp());
        }
    }
}
