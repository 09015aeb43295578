namespace Claviger.Core.Alerts.Kinds;

/// <summary>Upstream refuses our credential: nothing works until it is replaced.</summary>
public sealed class UpstreamCredential : AlertKind
{
    public override string Name => "upstream_credential";
    public override string Says => "Upstream answers 401 or 403 to Claviger's own credential";
    public override AlertNeeds Needs => AlertNeeds.Requests;
    public override AlertParameters Defaults { get; } = new(Count: 3);
    public override AlertSeverity UsualSeverity => AlertSeverity.Critical;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        if (facts.Requests.CredentialRefusals is var refusals && refusals < (rule.Parameters.Count ?? Defaults.Count)) yield break;
        yield return new AlertCondition(
            facts.Whole, facts.ThisHour, "refused", refusals, "Upstream refuses Claviger's credential", $"{refusals} requests within 15 minutes were answered 401 or 403. claviger upstreams rotate replaces the credential.",
            new Dictionary<string, string> { ["requests"] = $"{refusals}" });
    }
}
