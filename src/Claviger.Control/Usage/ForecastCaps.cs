using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Usage;

/// <summary>
/// Which monthly caps are reached, or will be before the month ends: of the organization, of every workspace, and of the keys that are nearest to
/// theirs or spend most. A bounded question, however many keys have caps; <see cref="ForecastSpend"/> forecasts every one.
/// </summary>
public sealed class ForecastCaps(Database database, PolicyHolder policy, TimeProvider clock)
{
    private const int Nearest = 100;
    private const long WeekMs = 7 * 86_400_000L;

    /// <param name="dearest">Numbers of keys that spend most: a limit that no request has met yet has no share in the books, so they are asked for theirs.</param>
    /// <returns>Soonest first.</returns>
    public IReadOnlyList<SpendForecastRow> Run(Actor actor, IReadOnlyList<int> dearest, int few)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return [];
        var (snapshot, atMs) = (policy.Current, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var month = snapshot.Calendar.SpanAt(LimitPeriod.Monthly, atMs);
        var places = snapshot.Workspaces.Where(place => actor.MayIn(Permission.UsageRead, place.Id) && actor.MayIn(Permission.LimitsRead, place.Id)).ToList();
        var seesAll = actor.May(Permission.UsageRead) && actor.May(Permission.LimitsRead);
        var within = seesAll ? null : places.Select(place => place.Number).ToList();
        using var reader = database.Read();
        var spenders = new Spenders(reader, actor, month, atMs);

        // The first days of a month say little of it: who was near the cap in the month before may be again.
        var keys = FullestLimits.OfKeys(reader, actor.Organization, month.StartMs, within, Nearest).ToHashSet();
        if (atMs - month.StartMs < WeekMs) keys.UnionWith(FullestLimits.OfKeys(reader, actor.Organization, snapshot.Calendar.SpanAt(LimitPeriod.Monthly, month.StartMs - 1).StartMs, within, Nearest));
        keys.UnionWith(dearest);

        var caps = FullestLimits.MonthlyOf(reader, actor.Organization, [.. keys]).Where(limit => limit.CapAt(atMs) is not null && LimitReach.Sees(reader, actor, limit)).ToDictionary(limit => (limit.Scope.Type, limit.Scope.Number));
        var numbers = caps.Keys.Where(scope => scope.Type == LimitScopeType.ApiKey).Select(scope => scope.Number).ToList();
        var whole = seesAll ? spenders.Of(LimitScopeType.Organization) : [];
        var seen = places.Select(place => place.Number).ToHashSet();
        return
        [
            .. whole.Concat(spenders.Of(LimitScopeType.Workspace).Where(spender => seen.Contains(spender.Scope.Number))).Concat(spenders.WithKeys(numbers))
                .Where(spender => caps.ContainsKey((spender.Scope.Type, spender.Scope.Number)))
                .Select(spender => SpendForecastRows.Of(spender, caps[(spender.Scope.Type, spender.Scope.Number)], month, atMs).View)
                .Where(row => row.CapReachedAt is not null).OrderBy(row => row.CapReachedAt).ThenByDescending(row => Core.MoneyText.Cents(row.Spent, out _)).Take(few),
        ];
    }
}
