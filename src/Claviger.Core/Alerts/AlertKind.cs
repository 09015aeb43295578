namespace Claviger.Core.Alerts;

/// <summary>One kind of rule: pure, over <see cref="AlertFacts"/>.</summary>
public abstract class AlertKind
{
    /// <summary>Stored, and the word of the wire: never reworded.</summary>
    public abstract string Name { get; }

    /// <summary>One line for people.</summary>
    public abstract string Says { get; }

    public abstract AlertNeeds Needs { get; }

    /// <summary>The parameters that it takes, with what holds where the rule leaves them out; <see cref="AlertParameters"/> members that are null here are refused.</summary>
    public abstract AlertParameters Defaults { get; }

    /// <summary>What a rule of this kind may be about.</summary>
    public virtual IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization];

    public virtual AlertSeverity UsualSeverity => AlertSeverity.Warning;

    /// <summary>What holds now, in the rule's scope.</summary>
    public abstract IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts);

    protected static bool Covers(AlertRule rule, AlertSubject subject) => rule.ScopeType switch
    {
        AlertScopeType.Organization => true,
        AlertScopeType.Workspace => (subject.WorkspaceId ?? subject.Id) == rule.ScopeId,
        AlertScopeType.Owner => subject.OwnerId == rule.ScopeId,
        AlertScopeType.ApiKey or AlertScopeType.SpendLimit => subject.Id == rule.ScopeId,
        _ => false,
    };

    protected static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    protected static string Day(DateTimeOffset at, AlertFacts facts) => facts.DayOf(at.ToUnixTimeMilliseconds());
}
