namespace Claviger.Core.Rotation;

/// <summary>When a secret is due to be replaced: the one place that says so.</summary>
public static class SecretDue
{
    /// <summary>Where no policy says otherwise.</summary>
    public const int UsualDays = 90;

    /// <param name="policyDays">Of the rotation policy that holds for the key; null: none.</param>
    public static DateTimeOffset At(DateTimeOffset madeAt, int? policyDays) => madeAt.AddDays(policyDays ?? UsualDays);
}
