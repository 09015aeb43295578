using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Alerts;

/// <summary>
/// Looks at all rules once. Every node does; the store keeps each alert one. What is written is the difference to what the store knows, so
/// that a look at which nothing is new writes nothing.
/// </summary>
public sealed partial class EvaluateAlerts(Database database, GatherAlertFacts gather, PolicyHolder policy, ILogger<EvaluateAlerts> log)
{
    /// <returns>How many alerts were new.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var organization = policy.Current.Organization.Id;
        IReadOnlyList<AlertRule> rules;
        IReadOnlyList<Alert> open;
        IReadOnlyList<AlertChannel> channels;
        IReadOnlyDictionary<string, IReadOnlyList<AlertChannelId>> routes;
        // Before the facts: what another node finds meanwhile must not look as if it had ended.
        using (var reader = database.Read())
        {
            rules = AlertRuleStore.All(reader, organization);
            open = AlertStore.Open(reader, organization);
            if (rules.Count == 0 && open.Count == 0) return 0;
            channels = AlertChannelStore.All(reader, organization);
            routes = AlertRouteStore.All(reader, organization);
        }

        var kinds = rules.Where(rule => rule.IsEnabled).Select(rule => (Rule: rule, Kind: AlertKindBook.Find(rule.Kind))).Where(pair => pair.Kind is not null).ToList();
        var facts = gather.Run(kinds.Aggregate(AlertNeeds.None, (needs, pair) => needs | pair.Kind!.Needs));
        var (holding, unknown) = Judge(kinds!, facts);
        var changes = Difference(rules, open, holding, unknown, new AlertRouting(channels, routes), facts.At);
        return changes.IsEmpty ? 0 : await AlertWriter.WriteAsync(database, organization, changes, facts.At, ct);
    }

    /// <returns>What holds, and rules that could not be judged: what is open of them stays open.</returns>
    private (List<(AlertRule Rule, AlertCondition Condition)> Holding, HashSet<AlertRuleId> Unknown) Judge(IReadOnlyList<(AlertRule Rule, AlertKind Kind)> kinds, AlertFacts facts)
    {
        var holding = new List<(AlertRule, AlertCondition)>();
        var unknown = new HashSet<AlertRuleId>();
        foreach (var (rule, kind) in kinds)
        {
            try
            {
                holding.AddRange(kind.Conditions(rule, facts).Select(condition => (rule, condition)).ToList());
            }
            catch (Exception error) when (error is ArithmeticException or InvalidOperationException or ArgumentException)
            {
                unknown.Add(rule.Id);
                LogRule(rule.Name, error);
            }
        }

        return (holding, unknown);
    }

    private AlertChanges Difference(
        IReadOnlyList<AlertRule> rules, IReadOnlyList<Alert> open, List<(AlertRule Rule, AlertCondition Condition)> holding, HashSet<AlertRuleId> unknown, AlertRouting routing, DateTimeOffset at)
    {
        var known = open.ToDictionary(alert => (alert.Rule, alert.Condition.Subject.Id, alert.Condition.Period, alert.Condition.Threshold));
        var now = holding.Select(pair => (pair.Rule.Id, pair.Condition.Subject.Id, pair.Condition.Period, pair.Condition.Threshold)).ToHashSet();
        var fresh = holding.Where(pair => !known.ContainsKey((pair.Rule.Id, pair.Condition.Subject.Id, pair.Condition.Period, pair.Condition.Threshold))).ToList();
        using (var reader = database.Read())
            fresh.RemoveAll(pair => AlertStore.Knows(reader, pair.Rule.Id, pair.Condition)); // told once and ended
        var ended = known.Where(pair => !now.Contains(pair.Key) && !unknown.Contains(pair.Key.Rule) && MayEnd(pair.Value, at)).Select(pair => pair.Value).ToList();
        var byId = rules.ToDictionary(rule => rule.Id);
        var repeated = open.Except(ended).Where(alert => alert is { Told: true, AcknowledgedAt: null }
            && byId.GetValueOrDefault(alert.Rule)?.RepeatHours is { } hours && alert.ToldAt.AddHours(hours) <= at).ToList();
        return new AlertChanges([.. fresh.Select(pair => new NewAlert(pair.Rule, pair.Condition, routing.For(pair.Rule, pair.Condition.Subject)))], ended, repeated);
    }

    /// <summary>What one node sees of its own requests, another doesn't: such an alert ends by time, not because this node sees nothing.</summary>
    private static bool MayEnd(Alert alert, DateTimeOffset at) =>
        AlertKindBook.Find(alert.Kind)?.Needs.HasFlag(AlertNeeds.Requests) != true || at - alert.CreatedAt >= RecentRequests.Window || at < alert.CreatedAt;

    [LoggerMessage(Level = LogLevel.Error, Message = "The alert rule {Rule} can't be judged")]
    private partial void LogRule(string rule, Exception error);
}
