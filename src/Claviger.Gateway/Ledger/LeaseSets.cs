using System.Collections.Concurrent;
using Claviger.Core.Limits;
using Claviger.Core.Policy;

namespace Claviger.Gateway.Ledger;

/// <summary>Finds the leases of a key. Made once a key, policy and period; a look-up after that.</summary>
internal sealed class LeaseSets(ILeaseBook book, Action<SpendLimit, Core.Money, Core.Money> softReached)
{
    private readonly ConcurrentDictionary<int, LeaseSet> _sets = new(); // by key number
    private readonly ConcurrentDictionary<int, LimitAccount> _accounts = new(); // by limit number

    public ICollection<LimitAccount> Accounts => _accounts.Values;

    public LimitAccount? Find(int limit) => _accounts.GetValueOrDefault(limit);

    public LimitAccount AccountOf(SpendLimit limit) => _accounts.GetOrAdd(limit.Number, static (_, limit) => new LimitAccount(limit), limit);

    /// <param name="atMs">Of the books' time.</param>
    public LeaseSet Of(GovernedKey key, PeriodCalendar calendar, long atMs) =>
        _sets.TryGetValue(key.Key.Number, out var set) && set.Serves(key.SpendLimits, atMs) ? set : Make(key, calendar, atMs);

    /// <summary>The policy that comes next.</summary>
    public void Change(PolicySnapshot next, bool always, long atMs)
    {
        var recalled = new List<(LeaseKey, Core.Money)>();
        foreach (var (number, account) in _accounts)
            account.Change(next.SpendLimits.GetValueOrDefault(number), always, atMs, recalled);
        GiveBack(recalled);
    }

    /// <summary>For a request that keeps its set for longer than the set says how things are: caps that changed by the clock alone count for it too.</summary>
    public void Look(LeaseSet set, long nowMs)
    {
        if (nowMs < set.ValidUntilMs) return;
        foreach (var limit in set.Limits) Look(limit.Number, nowMs);
    }

    public void Look(int limit, long nowMs)
    {
        var recalled = new List<(LeaseKey, Core.Money)>();
        Find(limit)?.Look(nowMs, recalled);
        GiveBack(recalled);
    }

    public void GiveBack(List<(LeaseKey Key, Core.Money Amount)> recalled)
    {
        foreach (var (key, amount) in recalled) book.GiveBack(key, amount);
        recalled.Clear();
    }

    private LeaseSet Make(GovernedKey key, PeriodCalendar calendar, long atMs)
    {
        var recalled = new List<(LeaseKey, Core.Money)>();
        var limits = new List<SpendLimit>();
        var leases = new List<Lease>();
        var unheld = new List<UnheldMeter>();
        var (from, until) = (0L, long.MaxValue);
        foreach (var limit in key.SpendLimits)
        {
            until = Math.Min(until, limit.CapHoldsUntil(atMs));
            if (limit.CapAt(atMs) is null) continue;
            var span = calendar.SpanAt(limit.Period, atMs);
            (from, until) = (Math.Max(from, span.StartMs), Math.Min(until, span.EndMs));
            var account = AccountOf(limit);
            if (limit.Mode != LimitMode.Hard)
            {
                unheld.Add(account.UnheldFor(limit, span, softReached, out var isNew));
                if (isNew) _ = LearnAsync(unheld[^1], atMs);
                continue;
            }

            limits.Add(limit);
            leases.Add(account.LeaseFor(limit, span, atMs, recalled));
        }

        GiveBack(recalled);
        var set = new LeaseSet(key.SpendLimits, [.. limits], [.. leases], [.. unheld], from, until);
        _sets[key.Key.Number] = set;
        return set;
    }

    private async Task LearnAsync(UnheldMeter meter, long atMs)
    {
        try
        {
            // More than nearly any cap: nothing is granted, and the answer says how the limit stands.
            var standing = await book.TakeAsync(new LeaseDemand(meter.Key, new Core.Money(long.MaxValue / 4), atMs));
            if (standing.Granted > Core.Money.Zero) book.GiveBack(meter.Key, standing.Granted);
            meter.Learn(standing);
        }
        catch (InvalidOperationException)
        {
            // The books are closed: nothing is admitted any more, so nothing needs to be counted.
        }
    }
}
