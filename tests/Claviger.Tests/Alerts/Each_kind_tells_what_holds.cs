using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Alerts.Kinds;
using Claviger.Core.Checklist.Facts;
using Claviger.Core.Limits;
using Xunit;

namespace Claviger.Tests.Alerts;

/// <summary>S10: every kind of rule over facts: what it tells, and what it leaves alone.</summary>
public sealed class Each_kind_tells_what_holds
{
    [Theory]
    [InlineData(49, "")]
    [InlineData(50, "50%")]
    [InlineData(99, "50% 80% 95%")]
    [InlineData(120, "50% 80% 95% 100%")]
    public void Thresholds_of_a_cap(int spent, string told) =>
        Assert.Equal(told, string.Join(' ', (Rules.Facts() with { Limits = [Rules.Limit(spent, 100)] }).Judge(Rules.Of("spend_threshold")).Select(condition => condition.Threshold)));

    [Fact]
    public void Amounts_alone_mean_amounts_alone_and_another_cap_is_another_alert()
    {
        var facts = Rules.Facts() with { Limits = [Rules.Limit(90, 100)] };
        Assert.Equal(["$50.00"], facts.Judge(Rules.Of("spend_threshold", new AlertParameters(Amounts: ["5000", "9500"]))).Select(condition => condition.Threshold));
        var before = facts.Judge(Rules.Of("spend_threshold")).Select(condition => condition.Period).Distinct();
        Assert.NotEqual(before, (facts with { Limits = [Rules.Limit(90, 110)] }).Judge(Rules.Of("spend_threshold")).Select(condition => condition.Period).Distinct());
        Assert.Empty((facts with { Limits = [Rules.Limit(90, 0)] }).Judge(Rules.Of("spend_threshold"))); // a cap of nothing is no threshold
    }

    [Theory]
    [InlineData(AlertScopeType.Workspace, "wrkspc_prod", true)]
    [InlineData(AlertScopeType.Workspace, "wrkspc_stag", false)]
    [InlineData(AlertScopeType.ApiKey, "apikey_prod-backend", true)]
    [InlineData(AlertScopeType.ApiKey, "apikey_other", false)]
    [InlineData(AlertScopeType.Owner, "user_ada", true)]
    [InlineData(AlertScopeType.Owner, "user_grace", false)]
    [InlineData(AlertScopeType.SpendLimit, "spl_1", true)]
    [InlineData(AlertScopeType.SpendLimit, "spl_2", false)]
    public void A_rule_looks_at_its_scope(AlertScopeType scope, string id, bool told) =>
        Assert.Equal(told, (Rules.Facts() with { Limits = [Rules.Limit(100, 100)] }).Judge(Rules.Of("spend_threshold", scope: scope, scopeId: id)).Count > 0);

    [Fact]
    public void A_forecast_needs_a_tenth_of_the_period()
    {
        var rule = Rules.Of("spend_threshold", new AlertParameters([100], Basis: "forecast"));
        var early = new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
        Assert.Empty((Rules.Facts(early) with { Limits = [Rules.Limit(50, 100)] }).Judge(rule));
        var middle = new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero);
        Assert.Empty((Rules.Facts(middle) with { Limits = [Rules.Limit(49, 100)] }).Judge(rule));
        Assert.Equal("$100.00", Assert.Single((Rules.Facts(middle) with { Limits = [Rules.Limit(50, 100)] }).Judge(rule)).Figures["forecast"]);
        Assert.Empty((Rules.Facts(middle) with { Limits = [Rules.Limit(50, 10, LimitPeriod.Lifetime)] }).Judge(rule));
    }

    [Fact]
    public void A_month_goes_on_as_its_last_seven_days_went()
    {
        var at = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero); // 20 days gone, 10 left
        var today = at.ToUnixTimeSeconds() / 86_400;
        WorkspaceSpendFact Spend(DateTimeOffset made) => new("org", "Example Company", true, made, new Dictionary<long, Money>(), Enumerable.Range(1, 20).ToDictionary(back => today - back, _ => Rules.Dollars(10)));
        var rule = Rules.Of("month_end_forecast", new AlertParameters(Amounts: ["30000"]));
        var told = Assert.Single((Rules.Facts(at) with { Spend = [Spend(at.AddDays(-60))] }).Judge(rule));
        Assert.Equal(("$300.00", "$200.00"), (told.Figures["forecast"], told.Figures["spent"]));
        Assert.Empty((Rules.Facts(at) with { Spend = [Spend(at.AddDays(-60))] }).Judge(Rules.Of("month_end_forecast", new AlertParameters(Amounts: ["30001"]))));
        Assert.Empty((Rules.Facts(at) with { Spend = [Spend(at.AddDays(-2))] }).Judge(rule)); // two days say nothing about a month
    }

    [Theory]
    [InlineData(67.2, false)] // median 42, MAD 1: 42 + 6 × max(1.4826, 4.2)
    [InlineData(67.3, true)]
    public void An_hour_is_judged_by_its_weeks(double dollars, bool told) =>
        Assert.Equal(told, Anomaly([40, 41, 41, 42, 42, 43, 43, 44], dollars, weeksOld: 20).Count == 1);

    [Fact]
    public void One_wild_week_moves_nothing_and_few_weeks_say_nothing()
    {
        Assert.Single(Anomaly([40, 41, 41, 42, 42, 43, 43, 5_000], 70, weeksOld: 20));
        Assert.Empty(Anomaly([40, 41, 41, 42, 42, 43, 43, 44], 1_000, weeksOld: 3));
        Assert.Single(Anomaly([], 10, weeksOld: 5)); // weeks of nothing count, and the floor decides
        Assert.Empty(Anomaly([], 9.99, weeksOld: 5));
    }

    [Theory]
    [InlineData(20, "")]
    [InlineData(14, "14 days")]
    [InlineData(6.5, "14 days,7 days")]
    [InlineData(0.5, "14 days,7 days,1 day")]
    public void A_key_that_expires(double inDays, string told) =>
        Assert.Equal(told, string.Join(',', Rules.Facts().With(Rules.Key() with { ExpiresAt = Rules.Now.AddDays(inDays) }).Judge(Rules.Of("key_expiry")).Select(condition => condition.Threshold)));

    [Fact]
    public void Of_what_a_clock_jumped_over_the_most_urgent_is_the_highest() =>
        Assert.Equal("1 day", Rules.Facts().With(Rules.Key() with { ExpiresAt = Rules.Now.AddHours(3) }).Judge(Rules.Of("key_expiry")).MaxBy(condition => condition.Urgency)!.Threshold);

    [Fact]
    public void A_secret_that_is_due_and_each_day_of_an_overlap()
    {
        KeyFact Aged(int days) => Rules.Key() with { Secrets = [new("h", Rules.Now.AddDays(-days), null, null, null)] };
        Assert.Empty(Rules.Facts().With(Aged(75)).Judge(Rules.Of("secret_age")));
        Assert.Equal(["14 days"], Rules.Facts().With(Aged(76)).Judge(Rules.Of("secret_age")).Select(condition => condition.Threshold));
        Assert.Contains("due", Rules.Facts().With(Aged(90)).Judge(Rules.Of("secret_age")).Select(condition => condition.Threshold));
        Assert.Equal(["14 days"], Rules.Facts().With(Aged(20) with { RotationDays = 30 }).Judge(Rules.Of("secret_age")).Select(condition => condition.Threshold)); // its policy's days

        var two = Rules.Key() with { Secrets = [new("old", Rules.Now.AddDays(-80), Rules.Now.AddHours(-1), null, Rules.Now.AddDays(5)), new("new", Rules.Now.AddDays(-2.5), null, null, null)] };
        var told = Assert.Single(Rules.Facts().With(two).Judge(Rules.Of("secret_age")));
        Assert.Equal("day 3", told.Threshold);
        Assert.Contains("was still used", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_secret_that_does_not_arrive(int attempts, bool told)
    {
        var facts = Rules.Facts().With(Rules.Key() with { Delivery = new DeliveryFact("vault", attempts, Rules.Now.AddHours(-1), "status 403") });
        Assert.Equal(told ? ["3 attempts failed: status 403. The old"] : [], facts.Judge(Rules.Of("secret_delivery")).Select(condition => condition.Text[..38]));
    }

    [Fact]
    public void Keys_that_nobody_uses_or_that_stray()
    {
        Assert.Empty(Rules.Facts().With(Rules.Key()).Judge(Rules.Of("key_unused")));
        Assert.Equal("30 days", Assert.Single(Rules.Facts().With(Rules.Key() with { LastUsedAt = Rules.Now.AddDays(-30) }).Judge(Rules.Of("key_unused"))).Threshold);
        var facts = Rules.Facts().With(Rules.Key());
        SightingFact Seen(string network, string? environment) => new("apikey_prod-backend", network, environment, "python", Rules.Now.AddDays(-1), Rules.Now);
        facts = facts with { Organization = facts.Organization! with { Sightings = [Seen("10.1.0.0/24", "production")] } };
        Assert.Empty(facts.Judge(Rules.Of("key_second_environment")));
        Assert.Empty(facts.Judge(Rules.Of("key_second_network")));
        facts = facts with { Organization = facts.Organization! with { Sightings = [Seen("10.1.0.0/24", "production"), Seen("10.2.0.0/24", "staging")] } };
        Assert.Equal("staging", Assert.Single(facts.Judge(Rules.Of("key_second_environment"))).Period);
        Assert.Equal("2", Assert.Single(facts.Judge(Rules.Of("key_second_network"))).Figures["count"]);
        Assert.Empty(facts.Judge(Rules.Of("key_second_network", new AlertParameters(Count: 3))));
    }

    [Theory]
    [InlineData(100, 49, false)] // too few
    [InlineData(201, 50, false)] // too small a part
    [InlineData(200, 50, true)]
    [InlineData(0, 50, true)]
    public void Refusals(long admitted, long refused, bool told) =>
        Assert.Equal(told, (Rules.Facts() with { Requests = new(admitted, refused, 0, 0, 0) }).Judge(Rules.Of("refusal_spike")).Count == 1);

    [Fact]
    public void What_must_not_be()
    {
        Assert.Empty(Rules.Facts().Judge(Rules.Of("bound_violation")));
        Assert.Equal(["above the worst case", "booked at the worst case"], (Rules.Facts() with { Requests = new(9, 0, 1, 1, 0) }).Judge(Rules.Of("bound_violation")).Select(condition => condition.Threshold));
        Assert.Empty((Rules.Facts() with { Requests = new(9, 0, 0, 0, 2) }).Judge(Rules.Of("upstream_credential")));
        Assert.Single((Rules.Facts() with { Requests = new(9, 0, 0, 0, 3) }).Judge(Rules.Of("upstream_credential")));
        var facts = Rules.Facts().With(Rules.Key());
        Assert.Empty(facts.Judge(Rules.Of("unresolved_spend")));
        facts = facts with { Organization = facts.Organization! with { Unresolved = [new("req_1", Rules.Now.AddDays(-1), Rules.Dollars(3), null), new("req_2", Rules.Now, Rules.Dollars(4), null)] } };
        Assert.Equal(("req_2", "$7.00"), (Assert.Single(facts.Judge(Rules.Of("unresolved_spend"))) is var told ? told.Period : "", told.Figures["booked"]));
    }

    [Fact]
    public void Channels_that_fail_and_a_checklist_that_got_worse()
    {
        AlertChannel Failing(int failures) => new()
        {
            Id = new AlertChannelId("alch_1"), Organization = new OrganizationId("org"), Name = "pager", Type = AlertChannelType.Webhook, CreatedAt = Rules.Now, UpdatedAt = Rules.Now,
            FailingSince = failures > 0 ? Rules.Now : null, Failures = failures, LastError = "refused",
        };
        Assert.Empty((Rules.Facts() with { Channels = [Failing(0), Failing(2)] }).Judge(Rules.Of("delivery_failure")));
        Assert.Single((Rules.Facts() with { Channels = [Failing(3)] }).Judge(Rules.Of("delivery_failure")));
        Assert.Equal("chkrun_1", Assert.Single((Rules.Facts() with { ChecklistTurns = [new("unused-keys", "Unused keys", "1 of 3", "chkrun_1", Rules.Now)] }).Judge(Rules.Of("checklist_regression"))).Period);
    }

    [Fact]
    public void No_facts_no_alert() => Assert.All(AlertKindBook.All, kind => Assert.Empty(Rules.Facts().Judge(Rules.Of(kind.Name))));

    private static List<AlertCondition> Anomaly(double[] past, double now, int weeksOld)
    {
        var hours = SpendAnomaly.HoursFor(Rules.Now);
        var spent = past.Select((dollars, week) => (Hour: hours[week + 1], dollars)).Append((Hour: hours[0], dollars: now)).ToDictionary(one => one.Hour, one => new Money((long)Math.Round(one.dollars * 100) * Money.NanosPerCent));
        return (Rules.Facts() with { Spend = [new("org", "Example Company", true, Rules.Now.AddDays(-7 * weeksOld), spent, new Dictionary<long, Money>())] }).Judge(Rules.Of("spend_anomaly"));
    }
}
