using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Alerts.Kinds;
using Claviger.Core.Checklist.Facts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;

namespace Claviger.Control.Alerts;

/// <summary>Policy and books to <see cref="AlertFacts"/>: only what some rule needs, a question for everything of a sort.</summary>
public sealed class GatherAlertFacts(Database database, GatherFacts organizationFacts, PolicyHolder policy, RecentRequests requests, ChecklistTurns turns, TimeProvider clock)
{
    private const int SightingDays = 30;

    public AlertFacts Run(AlertNeeds needs)
    {
        var now = clock.GetUtcNow();
        var snapshot = policy.Current;
        var organization = snapshot.Organization;
        var whole = needs.HasFlag(AlertNeeds.Organization) ? organizationFacts.Run(organization.Id, SightingDays) : null;
        using var reader = database.Read();
        return new AlertFacts
        {
            At = now,
            OrganizationId = organization.Id.Value,
            OrganizationName = organization.Name,
            Calendar = snapshot.Calendar,
            Organization = whole,
            Limits = needs.HasFlag(AlertNeeds.Limits) ? Limits(reader, snapshot, now) : [],
            Spend = (needs & (AlertNeeds.Hours | AlertNeeds.Days)) != 0 ? Spend(reader, snapshot, needs, now) : [],
            Requests = needs.HasFlag(AlertNeeds.Requests) ? Requests(reader, now) : new RecentRequestsFact(0, 0, 0, 0, 0),
            Channels = needs.HasFlag(AlertNeeds.Channels) ? AlertChannelStore.All(reader, organization.Id) : [],
            ChecklistTurns = needs.HasFlag(AlertNeeds.Checklist) ? turns.Read(reader, organization.Id) : [],
        };
    }

    /// <summary>Of the newest facts, how every limit stands: for the digest too.</summary>
    internal static IReadOnlyList<LimitStandingFact> Limits(Reader reader, PolicySnapshot snapshot, DateTimeOffset now)
    {
        var atMs = now.ToUnixTimeMilliseconds();
        var organization = snapshot.Organization;
        var limits = snapshot.SpendLimits.Values.Where(limit => limit.Amount is not null && (limit.Scope.Type != LimitScopeType.Organization || limit.Scope.Id == organization.Id.Value)).OrderBy(limit => limit.Number).ToList();
        var spans = Enum.GetValues<LimitPeriod>().ToDictionary(period => period, period => snapshot.Calendar.SpanAt(period, atMs));
        var posted = AlertReads.Posted(reader, [.. limits.Select(limit => new LeaseKey(limit.Number, spans[limit.Period].StartMs))]);
        var workspaces = snapshot.Workspaces.ToDictionary(workspace => workspace.Id.Value);
        var keys = snapshot.Keys.ToDictionary(key => key.Id.Value);
        var members = limits.Exists(limit => limit.Scope.Type == LimitScopeType.User) ? MemberStore.All(reader, organization.Id).ToDictionary(member => member.Id.Value, member => member.Email) : [];
        return [.. limits.Select(limit =>
        {
            var (span, key) = (spans[limit.Period], new LeaseKey(limit.Number, spans[limit.Period].StartMs));
            // A limit that is younger than its period may cover spend of before it, which no share tells until a request opens it.
            var spent = posted.TryGetValue(key, out var sum) ? sum : limit.CreatedAtMs >= span.StartMs ? LimitShareStore.Read(reader, [key])[key].Posted : Money.Zero;
            var owned = limit.Scope.Type == LimitScopeType.ApiKey ? keys.GetValueOrDefault(limit.Scope.Id) : null;
            var (whose, workspace, owner) = limit.Scope.Type switch
            {
                LimitScopeType.Organization => (organization.Name, null, null),
                LimitScopeType.Workspace => ($"workspace {workspaces.GetValueOrDefault(limit.Scope.Id)?.Name ?? limit.Scope.Id}", limit.Scope.Id, null),
                LimitScopeType.ApiKey => ($"key {owned?.Name ?? limit.Scope.Id}", owned?.Workspace.Value, owned?.Owner.Id),
                LimitScopeType.User => (members.GetValueOrDefault(limit.Scope.Id, limit.Scope.Id), null, (string?)limit.Scope.Id),
                _ => (limit.Scope.Id, (string?)null, limit.Scope.Id),
            };
            return new LimitStandingFact(limit.Id.Value, $"{char.ToUpperInvariant(LimitNames.Of(limit.Period)[0])}{LimitNames.Of(limit.Period)[1..]} spend of {whose}", limit.Scope, workspace, owner, span, limit.CapAt(atMs), spent);
        })];
    }

    private static IReadOnlyList<WorkspaceSpendFact> Spend(Reader reader, PolicySnapshot snapshot, AlertNeeds needs, DateTimeOffset now)
    {
        var today = now.ToUnixTimeSeconds() / 86_400;
        var hours = needs.HasFlag(AlertNeeds.Hours) ? AlertReads.Spend(reader, byDay: false, SpendAnomaly.HoursFor(now)) : null;
        var firstDay = MonthForecast.FirstDay(snapshot.Calendar.SpanAt(LimitPeriod.Monthly, now.ToUnixTimeMilliseconds()), now.ToUnixTimeMilliseconds());
        var days = needs.HasFlag(AlertNeeds.Days) ? AlertReads.Spend(reader, byDay: true, [.. Enumerable.Range(0, (int)(today - firstDay) + 1).Select(back => firstDay + back)]) : null;
        var organization = snapshot.Organization;
        var live = snapshot.Workspaces.Where(workspace => workspace.ArchivedAt is null);
        return
        [
            new WorkspaceSpendFact(organization.Id.Value, organization.Name, true, organization.CreatedAt, Sums(hours?.SelectMany(workspace => workspace)), Sums(days?.SelectMany(workspace => workspace))),
            .. live.Select(workspace => new WorkspaceSpendFact(workspace.Id.Value, workspace.Name, false, workspace.CreatedAt, Sums(hours?[workspace.Number]), Sums(days?[workspace.Number]))),
        ];
    }

    private RecentRequestsFact Requests(Reader reader, DateTimeOffset now)
    {
        var (admitted, refused, violations, credential) = requests.Read();
        var (worst, forbidden) = AlertReads.Troubles(reader, now - RecentRequests.Window);
        return new RecentRequestsFact(admitted, refused, violations, worst, (int)Math.Min(credential + forbidden, int.MaxValue));
    }

    private static Dictionary<long, Money> Sums(IEnumerable<(long Bucket, Money Spent)>? spent) =>
        (spent ?? []).GroupBy(one => one.Bucket).ToDictionary(bucket => bucket.Key, bucket => bucket.Aggregate(Money.Zero, (sum, one) => sum + one.Spent));
}
