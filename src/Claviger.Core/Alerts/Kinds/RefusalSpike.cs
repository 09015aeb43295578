namespace Claviger.Core.Alerts.Kinds;

/// <summary>The gateway refuses a large part of what it is asked. Each node judges what it saw itself.</summary>
public sealed class RefusalSpike : AlertKind
{
    public override string Name => "refusal_spike";
    public override string Says => "Within 15 minutes, many requests and a large part of all were refused by Claviger";
    public override AlertNeeds Needs => AlertNeeds.Requests;
    public override AlertParameters Defaults { get; } = new(Count: 50, Percent: 20);

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        var (admitted, refused) = (facts.Requests.Admitted, facts.Requests.Refused);
        if (refused < (rule.Parameters.Count ?? Defaults.Count) || (Int128)refused * 100 < (Int128)(admitted + refused) * (rule.Parameters.Percent ?? Defaults.Percent!.Value)) yield break;
        yield return new AlertCondition(
            facts.Whole, facts.ThisHour, "spike", refused, $"{refused} requests were refused within 15 minutes", $"{admitted} were admitted. claviger limits list and claviger status show what refuses.",
            new Dictionary<string, string> { ["refused"] = $"{refused}", ["admitted"] = $"{admitted}" });
    }
}
