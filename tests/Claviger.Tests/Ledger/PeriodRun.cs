using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Gateway.Ledger;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Ledger;

/// <summary>One limit of 100 over a long time: spends all it can get, and remembers under which local date it got how much.</summary>
internal sealed class PeriodRun : IDisposable
{
    private readonly SpendLimit _limit;
    private readonly FakeTimeProvider _clock;
    private readonly MemoryBooks _books;
    private readonly PolicyHolder _policy;
    private readonly OneThread _thread = new();
    private readonly Dictionary<DateTime, long> _spent = [];
    private MemoryBook _book;
    private BooksClock _time;
    private SpendLedger _ledger;

    public PeriodRun(SpendLimit limit, string zone, DateTimeOffset begin)
    {
        _limit = limit;
        _clock = new FakeTimeProvider(begin);
        _books = new MemoryBooks(1, (_, atMs) => limit.CapAt(atMs));
        _policy = new PolicyHolder(Limits.Policy([limit], zone));
        (_book, _time, _ledger) = Begin(0);
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public void SpendAll()
    {
        var calendar = _policy.Current.Calendar;
        for (var i = 0; i < 4; i++)
        {
            var answer = _thread.Begin(() => _ledger.HoldAsync(Limits.Key(0, _limit), calendar, new Money(40), _time.NowMs, null, default).AsTask());
            _thread.Settle();
            Assert.True(answer.IsCompleted);
            if (answer.GetAwaiter().GetResult().Refusal is { } refusal)
            {
                Assert.Equal(SpendRefusalKind.Reached, refusal.Kind);
                Assert.Equal(calendar.SpanAt(_limit.Period, _time.NowMs).EndMs, refusal.ResetsAtMs);
                continue;
            }

            var hold = answer.GetAwaiter().GetResult().Hold;
            _book.Post([hold.Limits.Keys[0]], hold.Limits, new Money(30));
            hold.Post(new Money(30));
            var first = First(TimeZoneInfo.ConvertTime(_time.Now, calendar.Zone).Date);
            _spent[first] = _spent.GetValueOrDefault(first) + 30;
        }
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public void Restart(TimeSpan off)
    {
        _ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var newest = _time.NowMs;
        _clock.Advance(off);
        (_book, _time, _ledger) = Begin(newest);
    }

    /// <summary>As much as fits each time (30 of 100 thrice, since 40 is held), never more, and nothing of one period in another.</summary>
    public void AssertOnceEach()
    {
        Assert.All(_spent.Values, spent => Assert.Equal(90, spent));
        Assert.Equal(_spent.Count, _books.Shares.Count(share => share.Value.Posted > 0));
        Assert.All(_books.Shares.Values, share => Assert.InRange(share.Posted, 0, 100));
        Assert.True(_spent.Count > 30);
    }

    public void Dispose()
    {
        _ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _thread.Dispose();
    }

    private (MemoryBook, BooksClock, SpendLedger) Begin(long newestMs)
    {
        var (book, time) = (new MemoryBook(_books, 0), new BooksClock(_clock, newestMs));
        return (book, time, new SpendLedger(book, _policy, time, new LedgerOptions { IdleAfter = TimeSpan.FromHours(2) }, _clock));
    }

    private DateTime First(DateTime date) => _limit.Period switch
    {
        LimitPeriod.Daily => date,
        LimitPeriod.Weekly => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
        _ => new DateTime(date.Year, date.Month, 1),
    };
}
