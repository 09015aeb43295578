namespace Claviger.Core.Leaks;

public static class LeakPolicyNames
{
    public static IReadOnlyDictionary<string, LeakPolicy> All { get; } = Enum.GetValues<LeakPolicy>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(LeakPolicy policy) => policy switch
    {
        LeakPolicy.Revoke => "revoke",
        LeakPolicy.Quarantine => "quarantine",
        LeakPolicy.Report => "report",
        _ => throw new ArgumentOutOfRangeException(nameof(policy)),
    };
}
