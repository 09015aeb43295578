using Claviger.Cli;
using Claviger.Tests.Cli;
using Xunit;

namespace Claviger.Tests.OrganizationFiles;

/// <summary>S18, R18: every fault of a file at once, with line and column, and the fix.</summary>
public sealed class Bad_files_are_refused_by_line : IDisposable
{
    private readonly CliFixture _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("version: 1\nworkspace: {}\n", "2:1: error: workspace unknown; known here are version, organization, environments, tiers, roles, members, groups, service_accounts, workspaces, alerts, checklist. Did you mean 'workspaces'?")]
    [InlineData("version: 1\nworkspaces:\n  P:\n    enviroment: production\n", "4:5: error: workspaces.P.enviroment unknown")]
    [InlineData("version: 1\nworkspaces:\n  P: {environment: production}\n  P: {environment: staging}\n", "4:3: error: workspaces.P stands here a second time")]
    [InlineData("version: 1\nworkspaces: &w\n  P: {}\n", "2:13: error: workspaces has an anchor")]
    [InlineData("version: 1\nworkspaces: *w\n", "2:13: error: workspaces is an alias")]
    [InlineData("version: 1\norganization:\n  <<: {time_zone: UTC}\n", "3:3: error: organization.<< merges another mapping")]
    [InlineData("version: 1\norganization: !!python/object {}\n", "2:15: error: organization has a tag")]
    [InlineData("version: 1\n---\nversion: 1\n", "2:1: error: holds a second document")]
    [InlineData("version: 2\n", "1:1: error: version this program reads version 1")]
    [InlineData("organization: {}\n", "error: version required: write version: 1")]
    [InlineData("version: 1\norganization:\n  spend_limits: {monthly: 500}\n", "3:18: error: organization.spend_limits.monthly an amount needs its currency: write $500, $0.25, or 500 USD; none for no cap")]
    [InlineData("version: 1\norganization:\n  spend_limits: {monthly: 500 EUR}\n", "an amount needs its currency")]
    [InlineData("version: 1\norganization:\n  spend_limits: {monthly: $-5}\n", "must not be negative")]
    [InlineData("version: 1\norganization:\n  spend_limits: {yearly: $5}\n", "3:18: error: organization.spend_limits.yearly a period is one of daily, weekly, monthly, lifetime")]
    [InlineData("version: 1\norganization:\n  spend_limits: {monthly: {amount: $5, mode: hart}}\n", "organization.spend_limits.monthly.mode must be one of hard, soft, shadow. Did you mean 'hard'?")]
    [InlineData("version: 1\nmembers:\n  ada@example.com: {role: owner}\n", "3:21: error: members.ada@example.com.role must be one of user, claude_code_user, developer, billing, admin")]
    [InlineData("version: 1\nmembers:\n  ada: {role: admin}\n", "3:3: error: members.ada 'ada' is not an e-mail address")]
    [InlineData("version: 1\nmembers:\n  ada@example.com: {role: admin}\n  Ada@Example.com: {role: user}\n", "4:3: error: members.Ada@Example.com is the address of ada@example.com, which is there already")]
    [InlineData("version: 1\nmembers:\n  ada@example.com: {role: admin}\ngroups:\n  core: {members: [grace@example.com]}\n", "5:10: error: groups.core.members 'grace@example.com' is not among this file's members")]
    [InlineData("version: 1\nmembers:\n  ada@example.com: {role: admin}\nworkspaces:\n  P: {environment: production, keys: {prod-a: {owner: adda@example.com}}}\n", "is not among this file's members. Did you mean 'ada@example.com'?")]
    [InlineData("version: 1\nroles: {}\ngroups:\n  core: {roles: [{role: auditor}]}\n", "'auditor' is neither among this file's roles nor a workspace role")]
    [InlineData("version: 1\nroles:\n  auditor: {permissions: [audit.raed]}\n", "there is no permission 'audit.raed'. Did you mean 'audit.read'?")]
    [InlineData("version: 1\nworkspaces:\n  A: {keys: {prod-a: {}}}\n  B: {keys: {prod-a: {}}}\n", "4:14: error: workspaces.B.keys.prod-a is the name of a key in A too")]
    [InlineData("version: 1\nworkspaces:\n  A: {was: B}\n  B: {}\n", "'B' is in this file too")]
    [InlineData("version: 1\nenvironments:\n  production: {networks: [10.1.2.3/8]}\n", "3:27: error: environments.production.networks[0] '10.1.2.3/8' is not a CIDR block")]
    [InlineData("version: 1\nenvironments:\n  production: {block: yes please}\n", "environments.production.block must be true or false")]
    [InlineData("version: 1\nworkspaces: [A]\n", "2:1: error: workspaces must be a mapping")]
    [InlineData("version: 1\nworkspaces:\n  A: {keys: {a: {models: claude}}}\n", "models must be a list")]
    [InlineData("version: 1\nworkspaces:\n  A: {keys: {a: {max_tokens: 1.5}}}\n", "max_tokens must be a whole number")]
    [InlineData("version: 1\nworkspaces:\n  A: {keys: {a: {service: 12}}}\n", "must be text: write it in quotes, \"12\"")]
    [InlineData("version: 1\nchecklist:\n  waivers: [{control: key-spend-limit, reason: r, until: 2026-12-01}]\n", "Did you mean 'key-spend-limits'?")]
    [InlineData("version: 1\nchecklist:\n  waivers: [{control: unused-keys, reason: r, until: soon}]\n", "until must be a date like 2026-12-31")]
    [InlineData("version: 1\nworkspaces:\n  A: {keys: {\n", "error: ")]
    [InlineData("version: 1\n  x: [\n", "error: ")]
    [InlineData("", "1:1: error: is empty")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]", "is nested more than 12 deep")]
    [InlineData("version: 1\n? [a, b]\n: c\n", "has a name that is not a word")]
    [InlineData("version: 1\nworkspaces:\n  \"a\\u202eb\": {}\n", "a name is 1 to 40 characters")]
    public async Task With_the_fix(string text, string fault)
    {
        _shell.Typed = text;
        var result = await _shell.RunAsync("validate", "-");
        Assert.Equal(ExitCode.Refused, result.Exit);
        Assert.Contains(fault, result.Error);
        Assert.StartsWith("stdin:", result.Error);
        Assert.DoesNotContain('\u202e', result.Error);
    }

    [Fact]
    public async Task All_at_once_in_order_of_lines()
    {
        _shell.Typed = "version: 1\norganization: {time_zone: 5}\nenvironments:\n  Prod: {}\nworkspaces:\n  A: {color: red}\n";
        var result = await _shell.RunAsync("validate", "-");
        Assert.Equal(["2", "4", "6"], result.Error.TrimEnd('\n').Split('\n').Select(line => line.Split(':')[1]));
    }

    [Fact]
    public async Task A_bomb_of_aliases_and_a_huge_file_cost_nothing()
    {
        _shell.Typed = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: [*d,*d]\n";
        Assert.Contains("is an alias", (await _shell.RunAsync("validate", "-")).Error);
        _shell.Typed = "version: 1\nworkspaces:\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"  w{i}: {{}}\n"));
        Assert.Contains("is larger than 1024 KiB", (await _shell.RunAsync("validate", "-")).Error);
    }

    [Fact]
    public async Task The_example_is_right()
    {
        var result = await _shell.RunAsync("validate", Path.Combine(Approved.Root(), "examples", "seed.org.yaml"));
        Assert.True(result.Exit == ExitCode.Ok, result.Error);
    }
}
