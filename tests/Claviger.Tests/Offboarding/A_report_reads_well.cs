using Claviger.Core.Contracts;
using Claviger.Core.Offboarding;
using Claviger.Tests.Cli;
using Xunit;

namespace Claviger.Tests.Offboarding;

/// <summary>X5: the Markdown report, and what it leaves to do.</summary>
public sealed class A_report_reads_well
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 16, 20, 1, TimeSpan.Zero);

    [Fact]
    public void As_it_was_approved() => Approved.Matches("offboarding-markdown", OffboardingMarkdown.Of(Report("Grace Hopper")));

    [Fact]
    public void No_name_breaks_out_of_it()
    {
        const string Hostile = "x | y\n# Nothing is left [to do](javascript:1) <img src=x> `code` \u202Eesrever ~~**";
        var page = OffboardingMarkdown.Of(Report(Hostile));

        Assert.Equal(OffboardingMarkdown.Of(Report("Grace")).Count(c => c == '\n'), page.Count(c => c == '\n'));
        Assert.DoesNotContain("](javascript", page);
        Assert.DoesNotContain("<img", page.Replace("\\<", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains("x \\| y", page);
    }

    [Fact]
    public void Nothing_is_left_to_do_once_keys_have_owners_and_secrets_that_they_do_not_know()
    {
        var report = Report("Grace");
        Assert.Equal(3, OffboardingSteps.Left(report).Count());
        var done = report with
        {
            ServiceKeys = [report.ServiceKeys[0] with { KnowsSecret = false, NewOwner = new OffboardingOwner("user_2", "ada@example.org") }],
            OtherAdminKeys = [report.OtherAdminKeys[0] with { Ended = true }],
        };
        Assert.Empty(OffboardingSteps.Left(done));
    }

    private static OffboardingView Report(string name)
    {
        var secret = new ApiKeySecretView("AAAAAAAAAAA", "api_key_secret", "apikey_1", "clvk_AAAA...BBBB", "current", At.AddDays(-30), At.AddDays(-29), At.AddMinutes(-3), null, null);
        return new OffboardingView(
            "offb_01", "offboarding", DryRun: false, At, new ActorRef("user_2", "user"), new UserView("user_1", "user", "grace@example.org", name, "developer", At.AddDays(-200)),
            [new OffboardedWorkspace("wrkspc_1", name, "workspace_developer")], [new OffboardedGroup("rbac_group_1", name)], [new OffboardedRole("rbac_role_1", "wrkspc_1")],
            [new OffboardedInvite("invite_1", "new@example.org")], ["slir_1"],
            [new OffboardedAdminKey("adminkey_1", name, "user", "user_1", "clva_AAAA...BBBB", At.AddDays(-200), At.AddHours(-1), Ended: true)],
            [new OffboardedKey("apikey_2", "dev-grace-laptop", "wrkspc_1", name, [secret with { LastUsedAt = null }])],
            [new OffboardedAdminKey("adminkey_2", name, "organization", null, "clva_CCCC...DDDD", At.AddDays(-100), null, Ended: false)],
            [new OffboardedServiceKey(
                "apikey_1", "prod-search", "wrkspc_1", name, "active", ["owner", "created", "secret_seen"], new OffboardingOwner("user_2", "ada@example.org"), null, KnowsSecret: true, null, Rotated: false, [secret])],
            ServiceKeysHidden: 2);
    }
}
