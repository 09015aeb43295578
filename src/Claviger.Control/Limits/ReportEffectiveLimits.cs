using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;

namespace Claviger.Control.Limits;

/// <summary>
/// Anthropic's effective report: a row per member and period that the member has a limit for. Pages count members, so that one's periods
/// never split. Limits of keys, workspaces and the organization are shared and nobody's own: <c>spend_limits/explain</c> shows them.
/// </summary>
public sealed class ReportEffectiveLimits(Database database, LimitStandings standings, TimeProvider clock)
{
    internal Outcome<CursorPage<SpendSummaryView>> Run(Actor actor, AdminQuery query)
    {
        var users = query.List("user_ids");
        var periods = query.List("period");
        foreach (var period in periods)
            if (!LimitNames.Periods.ContainsKey(period)) query.Blame("period[]", $"'{period}' is not one of {string.Join(", ", LimitNames.Periods.Keys)}");
        var paging = CursorPaging.Read(query, "spend_limits/effective", users.Order(StringComparer.Ordinal).Append("").Concat(periods.Order(StringComparer.Ordinal)));
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);

        using var reader = database.Read();
        var limits = SpendLimitStore.OfType(reader, actor.Organization, LimitScopeType.User)
            .Where(limit => periods.Count == 0 || periods.Contains(LimitNames.Of(limit.Period))).ToLookup(limit => limit.Scope.Id);
        var members = MemberStore.All(reader, actor.Organization)
            .Where(member => limits.Contains(member.Id.Value) && (users.Count == 0 || users.Contains(member.Id.Value)))
            .OrderBy(member => member.Id.Value, StringComparer.Ordinal)
            .SkipWhile(member => paging.After is { } after && string.CompareOrdinal(member.Id.Value, after) <= 0).ToList();
        var page = members.Take(paging.Limit).ToDictionary(member => member.Id.Value);
        var rows = standings.Read(page.Keys.SelectMany(id => limits[id].OrderBy(limit => limit.Period)).ToList(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        return new CursorPage<SpendSummaryView>(
            rows.Select(row => RowOf(row, ActorOf(page[row.Limit.Scope.Id]))).ToList(), members.Count > page.Count ? paging.Next(page.Keys.Last()) : null);
    }

    private static UserActorView ActorOf(Member member) => new("user_actor", member.Id.Value, member.Name.Length > 0 ? member.Name : null, member.Email, Deleted: false);

    internal static SpendSummaryView RowOf(LimitStanding standing, UserActorView actor) => new(
        LimitScopes.ViewOf(standing.Limit.Scope), actor,
        standing.Cap?.ToCentsString(), SpendLimitViews.Currency, LimitNames.Of(standing.Limit.Period), LimitScopes.ViewOf(standing.Limit.Scope), standing.Limit.Id.Value,
        ThreeDecimals(standing.Spent).ToCentsString(), standing.Spent.ToCentsString(), standing.Use.Held.ToCentsString(), standing.Left?.ToCentsString(),
        standing.ResetsAt, LimitNames.Of(standing.Limit.Mode));

    /// <summary>Up to a thousandth of a cent, upward: never less than was spent.</summary>
    private static Money ThreeDecimals(Money spent)
    {
        const long Unit = Money.NanosPerCent / 1_000;
        return new Money((spent.Nanos + Unit - 1) / Unit * Unit);
    }
}
