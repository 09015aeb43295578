using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Checklist.Facts;
using Claviger.Core.Limits;
using Claviger.Tests.Checklist;

namespace Claviger.Tests.Alerts;

/// <summary>Rules and facts for tests of kinds.</summary>
internal static class Rules
{
    public static readonly DateTimeOffset Now = GoodOrganization.Now;

    public static AlertRule Of(string kind, AlertParameters? parameters = null, AlertScopeType scope = AlertScopeType.Organization, string? scopeId = null) => new()
    {
        Id = new AlertRuleId($"alrule_{kind}"), Organization = new OrganizationId("org"), Name = kind, Kind = kind, ScopeType = scope, ScopeId = scopeId, Parameters = parameters ?? new AlertParameters(),
        Severity = AlertSeverity.Warning, CreatedAt = Now, UpdatedAt = Now,
    };

    public static AlertFacts Facts(DateTimeOffset? at = null) => new() { At = at ?? Now, OrganizationId = "org", OrganizationName = "Example Company", Calendar = PeriodCalendar.Utc };

    public static AlertFacts With(this AlertFacts facts, params KeyFact[] keys) => facts with { Organization = GoodOrganization.Facts() with { At = facts.At, Keys = keys, Sightings = [] } };

    public static List<AlertCondition> Judge(this AlertFacts facts, AlertRule rule) => [.. AlertKindBook.Find(rule.Kind)!.Conditions(rule, facts)];

    public static KeyFact Key(string name = "prod-backend") => new()
    {
        Id = $"apikey_{name}", Name = name, WorkspaceId = "wrkspc_prod", Environment = "production", OwnerId = "user_ada", CreatedAt = Now.AddDays(-10), IsActive = true, LastUsedAt = Now.AddHours(-1),
        Secrets = [new("clvk_ab…yz", Now.AddDays(-10), Now.AddHours(-1), null, null)],
    };

    public static LimitStandingFact Limit(long spentDollars, long capDollars, LimitPeriod period = LimitPeriod.Monthly, DateTimeOffset? at = null) => new(
        "spl_1", "Monthly spend of key prod-backend", new LimitScope(LimitScopeType.ApiKey, "apikey_prod-backend", 1), "wrkspc_prod", "user_ada",
        PeriodCalendar.Utc.SpanAt(period, (at ?? Now).ToUnixTimeMilliseconds()), Dollars(capDollars), Dollars(spentDollars));

    public static Money Dollars(long dollars) => new(dollars * Money.NanosPerDollar);
}
