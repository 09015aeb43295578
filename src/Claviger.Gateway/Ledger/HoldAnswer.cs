namespace Claviger.Gateway.Ledger;

/// <summary>Either a hold, or why there is none.</summary>
/// <param name="Refusal">Null: <paramref name="Hold"/> is taken.</param>
public readonly record struct HoldAnswer(Hold Hold, SpendRefusal? Refusal)
{
    public static implicit operator HoldAnswer(Hold hold) => new(hold, null);
    public static implicit operator HoldAnswer(SpendRefusal refusal) => new(default, refusal);
}
