namespace Claviger.Core.Limits;

/// <summary>The words of the wire for everything a spend limit is made of; Anthropic's where it has one. Never reworded once shipped.</summary>
public static class LimitNames
{
    public static IReadOnlyDictionary<string, LimitScopeType> ScopeTypes { get; } = ByName(Of, Enum.GetValues<LimitScopeType>());

    public static IReadOnlyDictionary<string, LimitPeriod> Periods { get; } = ByName(Of, Enum.GetValues<LimitPeriod>());

    public static IReadOnlyDictionary<string, LimitMode> Modes { get; } = ByName(Of, Enum.GetValues<LimitMode>());

    public static IReadOnlyDictionary<string, AtCap> AtCaps { get; } = ByName(Of, Enum.GetValues<AtCap>());

    public static IReadOnlyDictionary<string, SpendRefusalStyle> RefusalStyles { get; } = ByName(Of, Enum.GetValues<SpendRefusalStyle>());

    /// <summary>Those that are shown.</summary>
    public static IReadOnlyDictionary<string, IncreaseStatus> IncreaseStatuses { get; } = ByName(Of, [IncreaseStatus.Pending, IncreaseStatus.Approved, IncreaseStatus.Denied]);

    public static string Of(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => "organization",
        LimitScopeType.Workspace => "workspace",
        LimitScopeType.ApiKey => "api_key",
        LimitScopeType.User => "user",
        LimitScopeType.ServiceAccount => "service_account",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The field that carries the entity's id; null for the organization, which needs none.</summary>
    public static string? IdField(LimitScopeType type) => type == LimitScopeType.Organization ? null : Of(type) + "_id";

    public static string Of(LimitPeriod period) => period switch
    {
        LimitPeriod.Daily => "daily",
        LimitPeriod.Weekly => "weekly",
        LimitPeriod.Monthly => "monthly",
        LimitPeriod.Lifetime => "lifetime",
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    public static string Of(LimitMode mode) => mode switch
    {
        LimitMode.Hard => "hard",
        LimitMode.Soft => "soft",
        LimitMode.Shadow => "shadow",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    public static string Of(AtCap atCap) => atCap switch
    {
        AtCap.Reserve => "reserve",
        AtCap.Slice => "slice",
        _ => throw new ArgumentOutOfRangeException(nameof(atCap)),
    };

    public static string Of(SpendRefusalStyle style) => style switch
    {
        SpendRefusalStyle.BillingError => "billing_error",
        SpendRefusalStyle.InvalidRequest => "invalid_request_error",
        _ => throw new ArgumentOutOfRangeException(nameof(style)),
    };

    public static string Of(IncreaseStatus status) => status switch
    {
        IncreaseStatus.Pending => "pending",
        IncreaseStatus.Approved => "approved",
        IncreaseStatus.Denied => "denied",
        IncreaseStatus.Ended => "ended",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static Dictionary<string, T> ByName<T>(Func<T, string> nameOf, T[] all) where T : struct => all.ToDictionary(nameOf, StringComparer.Ordinal);
}
