using Claviger.Core;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Facts;

namespace Claviger.Tests.Checklist;

/// <summary>The seed's organization as it should be: every control passes, or has nothing to judge.</summary>
internal static class GoodOrganization
{
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static OrganizationFacts Facts() => new()
    {
        At = Now,
        Source = FactSource.Claviger,
        OrganizationId = "org",
        OrganizationName = "Example Company",
        CreatedAt = Now.AddDays(-60),
        Environments = [new("production", ["10.1.0.0/16"], true), new("staging", ["10.2.0.0/16"], false), new("development", ["10.3.0.0/16"], false)],
        Workspaces =
        [
            new("wrkspc_default", "Default", null, true, "upstream_1"), new("wrkspc_prod", "Production", "production", false, "upstream_1"),
            new("wrkspc_stag", "Staging", "staging", false, "upstream_2"), new("wrkspc_dev", "Development", "development", false, "upstream_3"),
        ],
        Keys =
        [
            Key("prod-backend", "prod", "production", "tier-4"), Key("prod-frontend-proxy", "prod", "production", "tier-2"),
            Key("staging-all", "stag", "staging", "tier-2"), Key("dev-team", "dev", "development", "tier-1"),
        ],
        Members = [new("user_ada", "ada@example.com", "Ada", "admin"), new("user_grace", "grace@example.com", "Grace", "admin"), new("user_linus", "linus@example.com", "Linus", "developer")],
        Leavers = [new("user_left", "left@example.com", Now.AddDays(-20), "offb_1")],
        AdminKeys = [new("adminkey_1", "terraform", "user_ada", null, Now.AddDays(-30), null, Now.AddHours(-1))],
        SpendLimits =
        [
            new("spl_org", "organization", null, "monthly", new Money(5_000_000_000_000), true),
            .. new[] { "prod", "stag", "dev" }.Select(place => new SpendLimitFact($"spl_{place}", "workspace", $"wrkspc_{place}", "monthly", new Money(1_000_000_000_000), true)),
            .. new[] { "prod-backend", "prod-frontend-proxy", "staging-all", "dev-team" }.Select(key => new SpendLimitFact($"spl_{key}", "api_key", $"apikey_{key}", "daily", new Money(1_000_000_000), true)),
        ],
        Sightings =
        [
            Seen("prod-backend", "10.1.4.0/24", "production", "Anthropic/Python"), Seen("prod-frontend-proxy", "10.1.5.0/24", "production", "Anthropic/JS"),
            Seen("staging-all", "10.2.1.0/24", "staging", "Anthropic/Python"), Seen("dev-team", "10.3.1.0/24", "development", "claude-cli"),
        ],
        Upstreams = [new("upstream_1", "production", "aa"), new("upstream_2", "staging", "bb"), new("upstream_3", "development", "cc")],
        AlertRules = [new("alrtrule_1", "spend", "spend_threshold", null, true, ["alrtch_1"]), new("alrtrule_2", "rotation", "secret_age", null, true, ["alrtch_1"])],
        AlertChannels = [new("alrtch_1", "finance", "email", Now.AddDays(-1), null, null)],
        Audit = new(1_000, 1_000, null, null, Now.AddDays(-10), 900, []),
    };

    public static SightingFact Seen(string key, string network, string? environment, string client) => new($"apikey_{key}", network, environment, client, Now.AddDays(-20), Now.AddHours(-2));

    public static OrganizationFacts WithKey(OrganizationFacts facts, string name, Func<KeyFact, KeyFact> change) =>
        facts with { Keys = [.. facts.Keys.Select(key => key.Name == name ? change(key) : key)] };

    private static KeyFact Key(string name, string place, string environment, string tier) => new()
    {
        Id = "apikey_" + name,
        Name = name,
        WorkspaceId = "wrkspc_" + place,
        Service = name[(name.IndexOf('-') + 1)..],
        Environment = environment,
        OwnerId = "user_linus",
        OwnerName = "linus@example.com",
        IsOwnedByMember = true,
        CreatedBy = "user_ada",
        CreatedAt = Now.AddDays(-50),
        IsActive = true,
        LastUsedAt = Now.AddHours(-2),
        Models = ["claude-haiku-5-5"],
        Networks = ["10.0.0.0/8"],
        Tier = tier,
        Secrets = [new($"clvk_{name[..2]}…", Now.AddDays(-50), Now.AddHours(-2), "user_ada", null)],
        RotationDays = 90,
    };
}
