namespace Claviger.Core.Limits;

/// <summary>The one place where the words of limits get their wire names; Anthropic's where it has them.</summary>
public static class LimitNames
{
    public static string Of(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => "organization",
        LimitScopeType.Workspace => "workspace",
        LimitScopeType.ApiKey => "api_key",
        LimitScopeType.User => "user",
        LimitScopeType.ServiceAccount => "service_account",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static string Of(LimitPeriod period) => period switch
    {
        LimitPeriod.Daily => "daily",
        LimitPeriod.Weekly => "weekly",
        LimitPeriod.Monthly => "monthly",
        LimitPeriod.Lifetime => "lifetime",
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };
}
