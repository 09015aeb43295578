using static Claviger.Demo.Month.PlannedWorkspace;

namespace Claviger.Demo.Month;

/// <summary>Who and what there is, and what goes wrong with it: every planted fault has its name here.</summary>
internal static class MonthPlan
{
    /// <summary>Of usage: the current month and most of the one before, whatever the day.</summary>
    public const int Days = 45;

    /// <summary>Before the first key, which is older than any secret may be.</summary>
    public const int InstalledDaysAgo = 155;

    /// <summary>Spends as never before since two days, and is near its monthly cap.</summary>
    public const string Runaway = "dev-agent-sandbox";

    /// <summary>Left without an offboarding that hands over: two keys that they made and know work on.</summary>
    public const string Leaver = "ivo.brandt";
    public const int LeftDaysAgo = 9;

    /// <summary>A staging key that somebody put into production.</summary>
    public const string Stray = "staging-all";
    public const int StrayDaysAgo = 6;

    public const string Unused = "dev-hackday";

    /// <summary>Their secrets are older than ninety days.</summary>
    public static IReadOnlyList<string> Overdue { get; } = ["prod-email-triage", "prod-dbt-docs", "staging-load-tests", "dev-docs-helper"];

    /// <summary>The seed's, which the live traffic goes on with.</summary>
    public static IReadOnlyList<string> Live { get; } = ["prod-backend", "prod-frontend-proxy", "staging-all", "dev-team"];

    public static IReadOnlyList<PlannedPerson> People { get; } =
    [
        new("Amara Osei", "admin", 154),
        new("Jonas Lindqvist", "admin", 154),
        new("Priya Raman", "billing", 152),
        new("Tomasz Wolski", "developer", 151, (Production, "workspace_developer"), (ClaudeCode, "workspace_developer")),
        new("Diego Fuentes", "developer", 151, (Production, "workspace_developer"), (Development, "workspace_developer")),
        new("Sofie Jensen", "developer", 151, (Staging, "workspace_admin"), (Production, "workspace_developer")),
        new("Ravi Menon", "developer", 150, (Development, "workspace_admin"), (Staging, "workspace_developer")),
        new("Hana Kobayashi", "developer", 130, (Production, "workspace_developer"), (Staging, "workspace_developer"), (ClaudeCode, "workspace_developer")),
        new("Leila Haddad", "developer", 122, (DataPlatform, "workspace_admin"), (Development, "workspace_developer")),
        new("Marcus Bell", "developer", 121, (DataPlatform, "workspace_developer"), (Development, "workspace_developer")),
        new("Ivo Brandt", "developer", 95, (Production, "workspace_developer")),
        new("Elena Petrova", "user", 70),
        new("Chloe Martin", "claude_code_user", 56, (ClaudeCode, "workspace_restricted_developer")),
        new("Noah Fischer", "claude_code_user", 55, (ClaudeCode, "workspace_restricted_developer")),
        new("Yuki Tanaka", "claude_code_user", 40, (ClaudeCode, "workspace_restricted_developer")),
    ];

    private static readonly string[] AnyOfFour = ["claude-haiku-4-5-20251001", "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"];

    public static IReadOnlyList<PlannedKey> Keys { get; } =
    [
        new(Production, "backend", "tomasz.wolski", 150, 62, Rhythm.AllDay, 170, CallShape.Backend) { Tier = "tier-4", Models = AnyOfFour },
        new(Production, "frontend-proxy", "diego.fuentes", 150, 62, Rhythm.AllDay, 140, CallShape.Chat) { Tier = "tier-2", Models = AnyOfFour },
        new(Production, "support-assistant", "hana.kobayashi", 120, 40, Rhythm.AllDay, 120, CallShape.Chat) { Growth = 60, Models = CallShape.Chat.Models, IsBoundToNetwork = true },
        new(Production, "search-ranker", "ivo.brandt", 80, null, Rhythm.AllDay, 90, CallShape.Classify) { Models = CallShape.Classify.Models, IsBoundToNetwork = true },
        new(Production, "invoice-parser", "ivo.brandt", 76, null, Rhythm.Office, 45, CallShape.Documents) { Models = CallShape.Documents.Models },
        new(Production, "content-moderation", "hana.kobayashi", 115, 35, Rhythm.AllDay, 110, CallShape.Classify) { Models = CallShape.Classify.Models, IsBoundToNetwork = true },
        new(Production, "email-triage", "sofie.jensen", 128, null, Rhythm.Office, 40, CallShape.Classify) { IsBoundToNetwork = true },
        new(Production, "release-notes", "diego.fuentes", 86, null, Rhythm.Office, 15, CallShape.Documents) { Models = CallShape.Documents.Models, IsBoundToNetwork = true },
        new(Staging, "all", "sofie.jensen", 149, 59, Rhythm.Office, 50, CallShape.Backend),
        new(Staging, "load-tests", "ravi.menon", 97, null, Rhythm.Nightly, 40, CallShape.Classify) { Client = "k6" },
        new(Staging, "support-assistant", "hana.kobayashi", 70, null, Rhythm.Office, 20, CallShape.Chat),
        new(Staging, "search-ranker", "ravi.menon", 58, null, Rhythm.Office, 15, CallShape.Classify),
        new(Development, "team", "ravi.menon", 148, 58, Rhythm.Office, 70, CallShape.Backend) { Tier = "tier-1" },
        new(Development, "agent-sandbox", "marcus.bell", 66, null, Rhythm.Office, 12, CallShape.Backend) { TookOffHoursAgo = 49, Client = "agent-sandbox" },
        new(Development, "prompt-lab", "leila.haddad", 54, null, Rhythm.Office, 20, CallShape.Chat) { IsCapped = false },
        new(Development, "eval-runner", "marcus.bell", 60, null, Rhythm.Nightly, 30, CallShape.Backend),
        new(Development, "docs-helper", "ravi.menon", 141, null, Rhythm.Office, 12, CallShape.Documents) { Client = "Anthropic/JS" },
        new(Development, "hackday", "diego.fuentes", 61, null, Rhythm.Silent, 0, CallShape.Chat) { IsCapped = false },
        new(DataPlatform, "etl-enrichment", "leila.haddad", 110, 30, Rhythm.Nightly, 120, CallShape.Backend) { Growth = 35, Models = CallShape.Backend.Models, IsBoundToNetwork = true },
        new(DataPlatform, "dbt-docs", "leila.haddad", 104, null, Rhythm.Office, 10, CallShape.Documents) { Models = CallShape.Documents.Models, IsBoundToNetwork = true },
        new(DataPlatform, "nightly-classifier", "marcus.bell", 100, 25, Rhythm.Nightly, 150, CallShape.Classify) { Models = CallShape.Classify.Models, IsBoundToNetwork = true },
        new(DataPlatform, "feature-notes", "marcus.bell", 75, null, Rhythm.Office, 14, CallShape.Documents) { Models = CallShape.Documents.Models, IsBoundToNetwork = true },
        new(DataPlatform, "anomaly-notes", "leila.haddad", 50, null, Rhythm.Office, 18, CallShape.Chat) { IsCapped = false, Models = CallShape.Chat.Models, IsBoundToNetwork = true },
        new(DataPlatform, "bi-questions", "leila.haddad", 47, null, Rhythm.Office, 34, CallShape.Backend) { Growth = 90, Models = CallShape.Backend.Models },
        new(ClaudeCode, "review-bot", "ci-deployer", 72, null, Rhythm.Office, 60, CallShape.Code) { IsOfServiceAccount = true, Client = "claude-cli" },
        Personal("tomasz.wolski", 52, 45), Personal("hana.kobayashi", 52, 35), Personal("chloe.martin", 53, 40), Personal("noah.fischer", 53, 30), Personal("yuki.tanaka", 38, 50),
    ];

    public static PlannedKey Key(string name) => Keys.Single(key => key.Name == name);

    private static PlannedKey Personal(string owner, int madeDaysAgo, int callsADay) =>
        new(ClaudeCode, owner.Replace('.', '-'), owner, madeDaysAgo, null, Rhythm.Office, callsADay, CallShape.Code) { IsPersonal = true, IsCapped = false, Client = "claude-cli" };
}
