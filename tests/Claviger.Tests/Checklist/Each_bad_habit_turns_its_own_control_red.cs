using Claviger.Core;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Facts;
using Claviger.Tests.Cli;
using Xunit;
using static Claviger.Tests.Checklist.GoodOrganization;

namespace Claviger.Tests.Checklist;

/// <summary>S13: each habit that the seed warns of, and more, is found by exactly one control, which names the culprit.</summary>
public sealed class Each_bad_habit_turns_its_own_control_red
{
    /// <summary>Habit, the control that must fail, who must be named, and what makes the good organization do it.</summary>
    private static readonly IReadOnlyList<(string Habit, string Control, string Culprit, Func<OrganizationFacts, OrganizationFacts> Do)> Habits =
    [
        ("no staging workspace", "separate-workspaces", "staging", facts => facts with
        {
            Workspaces = [.. facts.Workspaces.Where(workspace => workspace.Id != "wrkspc_stag")], Keys = [.. facts.Keys.Where(key => key.WorkspaceId != "wrkspc_stag")],
        }),
        ("a workspace for anything", "separate-workspaces", "Misc", facts => WithKey(facts with
        {
            Workspaces = [.. facts.Workspaces, new("wrkspc_misc", "Misc", null, false, "upstream_2")], SpendLimits = [.. facts.SpendLimits, new("spl_misc", "workspace", "wrkspc_misc", "monthly", new Money(1), true)],
        }, "staging-all", key => key with { WorkspaceId = "wrkspc_misc" })),
        ("a key in the default workspace", "default-workspace-unused", "staging-all", facts => WithKey(facts with
        {
            SpendLimits = [.. facts.SpendLimits, new("spl_default", "workspace", "wrkspc_default", "monthly", new Money(1), true)],
        }, "staging-all", key => key with { WorkspaceId = "wrkspc_default" })),
        ("a second key for the same service", "one-key-per-service", "prod-backend", facts => WithKey(facts, "prod-frontend-proxy", key => key with { Service = "backend", LastUsedAt = Now })),
        ("one key in two programs", "one-service-per-key", "prod-backend", facts => facts with { Sightings = [.. facts.Sightings, Seen("prod-backend", "10.1.4.0/24", "production", "curl")] }),
        ("key-1", "descriptive-names", "key-1", facts => WithKey(facts, "staging-all", key => key with { Name = "key-1" })),
        ("no cap on a key", "key-spend-limits", "dev-team", facts => facts with { SpendLimits = [.. facts.SpendLimits.Where(limit => limit.ScopeId != "apikey_dev-team")] }),
        ("a cap that refuses nothing", "key-spend-limits", "dev-team", facts => facts with { SpendLimits = [.. facts.SpendLimits.Select(limit => limit.ScopeId == "apikey_dev-team" ? limit with { Refuses = false } : limit)] }),
        ("no cap on a workspace", "workspace-spend-limits", "Development", facts => facts with { SpendLimits = [.. facts.SpendLimits.Where(limit => limit.ScopeId != "wrkspc_dev")] }),
        ("no monthly cap", "organization-spend-limit", "Example Company", facts => facts with { SpendLimits = [.. facts.SpendLimits.Select(limit => limit.Scope == "organization" ? limit with { Period = "daily" } : limit)] }),
        ("no alerts", "spend-alerts", "Example Company", facts => facts with { AlertRules = [facts.AlertRules[1]] }),
        ("alerts that are switched off", "spend-alerts", "Example Company", facts => facts with { AlertRules = [facts.AlertRules[0] with { IsEnabled = false }, facts.AlertRules[1]] }),
        ("a mailbox that bounces", "spend-alerts", "finance", facts => facts with { AlertChannels = [facts.AlertChannels[0] with { LastFailedAt = Now.AddHours(-1), LastError = "550 no such user" }] }),
        ("a stale secret", "secrets-rotated", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { Secrets = [key.Secrets[0] with { CreatedAt = Now.AddDays(-91) }] })),
        ("no rotation schedule", "rotation-scheduled", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { RotationDays = null })),
        ("rotation once a year", "rotation-scheduled", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { RotationDays = 365 })),
        ("a key that nobody uses", "unused-keys", "staging-all", facts => WithKey(facts, "staging-all", key => key with { LastUsedAt = Now.AddDays(-31) })),
        ("a development key in production", "environments-apart", "dev-team", facts => facts with { Sightings = [.. facts.Sightings, Seen("dev-team", "10.1.9.0/24", "production", "claude-cli")] }),
        ("one tier for all", "tiers-differ", "dev-team", facts => WithKey(facts, "dev-team", key => key with { Tier = "tier-2" })),
        ("one upstream credential for all", "separate-upstreams", "production", facts => facts with { Upstreams = [.. facts.Upstreams.Select(upstream => upstream with { Fingerprint = "aa" })] }),
        ("a production key for the whole internet", "production-networks", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { Networks = ["0.0.0.0/0"] })),
        ("a production key for every model", "production-models", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { Models = [] })),
        ("a leaver's key", "nothing-left-behind", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { OwnerId = "user_left", OwnerName = null })),
        ("a secret that a leaver has seen", "nothing-left-behind", "prod-backend", facts => WithKey(facts, "prod-backend", key => key with { Secrets = [key.Secrets[0] with { ShownTo = "user_left" }] })),
        ("a leaver's admin key", "nothing-left-behind", "terraform", facts => facts with { AdminKeys = [facts.AdminKeys[0] with { MadeBy = "user_left" }] }),
        ("one admin", "enough-admins", "Example Company", facts => facts with { Members = [.. facts.Members.Where(member => member.Email != "grace@example.com")] }),
        ("everybody is an admin", "enough-admins", "Example Company", facts => facts with { Members = [.. facts.Members, .. Enumerable.Range(0, 6).Select(i => new MemberFact($"user_{i}", $"a{i}@example.com", "A", "admin"))] }),
        ("an old admin key", "admin-keys-rotated", "terraform", facts => facts with { AdminKeys = [facts.AdminKeys[0] with { CreatedAt = Now.AddDays(-100) }] }),
        ("an audit log that was rewritten", "audit-log-proven", "audit log", facts => facts with { Audit = facts.Audit! with { Fault = "the log doesn't extend the checkpoint over 900 entries" } }),
        ("checkpoints that stopped", "audit-log-proven", "audit log", facts => facts with { Audit = facts.Audit! with { SignedEntries = 900, OldestUnsignedAt = Now.AddHours(-1) } }),
        ("an audit log that nobody reads", "audit-log-reviewed", "audit log", facts => facts with { Audit = facts.Audit! with { ReviewedAt = Now.AddDays(-31) } }),
        ("an audit log that nobody ever read", "audit-log-reviewed", "audit log", facts => facts with { Audit = facts.Audit! with { ReviewedAt = null } }),
        ("spend that nobody settles", "spend-resolved", "req_1", facts => facts with { Unresolved = [new("req_1", Now.AddDays(-8), new Money(1_000_000_000), "apikey_dev-team")] }),
    ];

    public static TheoryData<string> Names => [.. Habits.Select(habit => habit.Habit)];

    [Fact]
    public void The_good_organization_passes_every_control()
    {
        var report = ChecklistReport.Of(Facts(), ChecklistSettings.Default, []);
        Assert.All(report.Findings, finding => Assert.True(finding.Status == FindingStatus.Pass, $"{finding.Control.Id}: {finding.Status}, {finding.Summary}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void And_names_the_culprit(string name)
    {
        var habit = Habits.Single(habit => habit.Habit == name);
        var report = ChecklistReport.Of(habit.Do(Facts()), ChecklistSettings.Default, []);
        var failed = report.Findings.Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Warn).ToList();
        Assert.Equal([habit.Control], failed.Select(finding => finding.Control.Id));
        Assert.Equal(FindingStatus.Fail, failed[0].Status);
        Assert.Equal([habit.Culprit], failed[0].Evidence.Select(evidence => evidence.SubjectName));
        Assert.All(failed[0].Evidence, evidence => Assert.True(evidence.Remedy is { Length: > 0 } && evidence.SubjectId.Length > 0 && evidence.Text.Length > 0));
    }

    [Fact]
    public void Every_control_can_fail_or_warn_and_has_its_habit()
    {
        var covered = Habits.Select(habit => habit.Control).ToHashSet();
        Assert.Equal(["offboarding-exercised"], ControlBook.All.Select(control => control.Id).Where(id => !covered.Contains(id))); // which warns only: below
        Assert.Equal(ControlBook.All.Count, ControlBook.All.Select(control => control.Id).Distinct().Count());
    }

    [Fact]
    public void Every_control_is_explained_in_the_guide_with_its_severity()
    {
        var guide = File.ReadAllText(Path.Combine(Approved.Root(), "docs", "guide", "checklist.md"));
        foreach (var control in ControlBook.All) Assert.Contains($"| `{control.Id}` | {FindingStatusNames.Of(control.Severity)} |", guide);
    }

    [Fact]
    public void Somebody_or_something_rotates()
    {
        var untold = Facts() with { AlertRules = [Facts().AlertRules[0]] };
        Assert.Equal(FindingStatus.Warn, Of(untold, "rotation-scheduled").Status);
        Assert.Equal(FindingStatus.Pass, Of(untold with { Keys = [.. untold.Keys.Select(key => key with { RotatesByItself = true })] }, "rotation-scheduled").Status);
    }

    [Fact]
    public void A_drill_is_due_once_a_year()
    {
        var old = Facts() with { Leavers = [], CreatedAt = Now.AddDays(-400) };
        Assert.Equal(FindingStatus.Warn, Of(old, "offboarding-exercised").Status);
        Assert.Equal(FindingStatus.NotApplicable, Of(old with { CreatedAt = Now.AddDays(-300) }, "offboarding-exercised").Status);
        Assert.Equal(FindingStatus.Pass, Of(old with { Leavers = [new("user_left", "left@example.com", Now.AddDays(-364), "offb_1")] }, "offboarding-exercised").Status);
    }

    [Fact]
    public void What_is_allowed_is_not_found()
    {
        // A secret that was replaced and still overlaps is old by nature; an invited admin is on the way; a stopped key spends nothing.
        var facts = WithKey(Facts(), "prod-backend", key => key with { Secrets = [new("old", Now.AddDays(-95), Now, "user_ada", Now.AddDays(3)), .. key.Secrets] });
        facts = facts with { Members = [.. facts.Members.Where(member => member.Email != "grace@example.com")], Invites = [new("invite_1", "grace@example.com", "admin", Now.AddDays(20))] };
        facts = facts with { Keys = [.. facts.Keys, facts.Keys[0] with { Id = "apikey_off", Name = "key-1", IsActive = false }, facts.Keys[0] with { Id = "apikey_over", Name = "key-2", ExpiresAt = Now }] };
        Assert.All(ChecklistReport.Of(facts, ChecklistSettings.Default, []).Findings, finding => Assert.Equal(FindingStatus.Pass, finding.Status));
        Assert.Equal(FindingStatus.Fail, Of(facts with { Invites = [facts.Invites[0] with { ExpiresAt = Now }] }, "enough-admins").Status);
    }

    [Fact]
    public void What_a_source_cannot_show_is_said_and_not_guessed()
    {
        foreach (var area in Enum.GetValues<FactArea>())
        {
            var report = ChecklistReport.Of(Facts() with { Unknown = new Dictionary<FactArea, string> { [area] = "not shown there" } }, ChecklistSettings.Default, []);
            foreach (var finding in report.Findings)
            {
                var needs = finding.Control.Needs.Contains(area);
                Assert.Equal(needs ? FindingStatus.NotApplicable : FindingStatus.Pass, finding.Status);
                if (needs) Assert.Equal("not shown there", finding.Summary);
            }
        }
    }

    private static Finding Of(OrganizationFacts facts, string control) => ChecklistReport.Of(facts, ChecklistSettings.Default, []).Findings.Single(finding => finding.Control.Id == control);
}
