using Xunit;

namespace Claviger.IntegrationTests.Targets;

/// <summary>S18, X6 at Anthropic: what is exported differs in nothing, what is applied is there, and what can't be is named.</summary>
public sealed class An_organization_at_Anthropic_is_as_its_file_says
{
    private const string Batch = "  Batch:\n    environment: production\n    tags: {team: core}\n    spend_limits: {monthly: $100}\n    members: {linus@example.com: workspace_developer}\n    keys: {}\n";

    [Fact]
    public async Task What_was_exported_is_an_empty_plan()
    {
        await using var bench = await AnthropicBench.StartAsync();
        var text = await bench.ExportAsync();
        Assert.Contains("prod-backend:", text);
        Assert.DoesNotContain("graces-laptop", text); // personal
        var (exit, plan, _) = await bench.PlanAsync();
        Assert.Equal((0, "The organization is as the file says."), (exit, plan.Trim()));
        Assert.Empty(bench.Writes);
    }

    [Theory]
    [InlineData("scan", "anthropic", "--export", "-", "--html")]
    [InlineData("scan", "anthropic", "--export", "-", "--json")]
    [InlineData("plan", "FILE", "--target", "openai")]
    [InlineData("plan", "FILE")] // --base-url, and no target
    [InlineData("plan", "FILE", "--target", "anthropic", "--url", "http://127.0.0.1:1")]
    [InlineData("apply", "FILE", "--target", "anthropic", "--yes", "--secrets-to", "s.json")]
    [InlineData("apply", "FILE", "--target", "anthropic", "--yes", "--archive", "Staging")]
    [InlineData("apply", "FILE", "--target", "anthropic")] // nobody to ask
    [InlineData("apply", "-", "--target", "anthropic", "--admin-key-stdin")]
    [InlineData("offboard", "grace@example.com", "--target", "anthropic", "--yes", "--rotate")]
    public async Task What_says_two_things_at_once_is_refused(params string[] args)
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ChangeAsync(("monthly: $5000.00", "monthly: $4000"));
        var (exit, text, error) = await bench.RunAsync([.. args.Select(arg => arg == "FILE" ? bench.File : arg)]);
        Assert.True(exit == 2, text + error);
        Assert.Contains("error: ", error);
        Assert.Empty(bench.Writes);
    }

    [Fact]
    public async Task What_was_applied_is_there_and_applied_again_nothing_is_sent()
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ChangeAsync(
            ("workspaces:\n", "workspaces:\n" + Batch), ("monthly: $5000.00", "monthly: $4000"), ("linus@example.com:\n    role: developer", "linus@example.com:\n    role: user"),
            ("grace@example.com: workspace_admin", "grace@example.com: workspace_developer"), ("staging-old:\n        service: old\n        status: active", "staging-older:\n        was: staging-old\n        service: old\n        status: inactive"),
            ("members:\n  ada@example.com:", "members:\n  eve@example.com:\n    role: developer\n  ada@example.com:"));
        Assert.Equal(2, (await bench.PlanAsync()).Exit);
        var (exit, text, error) = await bench.ApplyAsync("--yes");
        Assert.True(exit == 0, text + error);
        Assert.Contains("NOT ALL OR NOTHING", error);
        var writes = bench.Writes;
        Assert.Equal("POST /v1/organizations/workspaces", writes[0]); // made, then capped, then opened, then narrowed
        Assert.True(writes.FindLastIndex(write => write.EndsWith("/spend_limits", StringComparison.Ordinal)) < writes.FindIndex(write => write.EndsWith("/members", StringComparison.Ordinal)));
        Assert.True(writes.IndexOf("POST /v1/organizations/invites") < writes.IndexOf("POST /v1/organizations/users/user_01linus"));

        (exit, text, _) = await bench.PlanAsync();
        Assert.Equal((0, "The organization is as the file says."), (exit, text.Trim()));
        Assert.Equal(0, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Equal(writes.Count, bench.Writes.Count);
    }

    [Theory]
    [InlineData("organization:\n", "organization:\n  rotation: {max_age_days: 90}\n", "Anthropic has no rotation", 0)]
    [InlineData("organization:\n", "organization:\n  time_zone: Europe/Berlin\n", "Anthropic's months are in UTC", 0)]
    [InlineData("organization:\n", "alerts:\n  channels:\n    ops: {type: email, addresses: [ops@example.com]}\norganization:\n", "who is told about spend is set in the Console", 0)]
    [InlineData("organization:\n", "environments: {production: {networks: [10.0.0.0/8]}}\norganization:\n", "Anthropic knows no environments", 0)]
    [InlineData("organization:\n", "groups: {ops: {members: [grace@example.com]}}\norganization:\n", "Anthropic takes groups for Claude Enterprise only", 0)]
    [InlineData("organization:\n", "service_accounts: {ci: {role: developer}}\norganization:\n", "service accounts from somebody signed in", 0)]
    [InlineData("        service: backend\n", "        service: backend\n        models: [claude-sonnet-5-5]\n", "Anthropic's keys have no rules", 0)]
    [InlineData("        service: backend\n", "        service: backend\n        spend_limits: {monthly: $5}\n", "no limits for single keys", 0)]
    [InlineData("        service: backend\n        status: active\n", "        service: backend\n        status: active\n      prod-new: {service: new}\n", "makes no API keys", 2)]
    [InlineData("grace@example.com:\n    role: developer", "grace@example.com:\n    role: admin", "nobody is made an admin by the API", 2)]
    [InlineData("ada@example.com:\n    role: admin", "ada@example.com:\n    role: developer", "an admin's role can't be taken by the API", 2)]
    [InlineData("grace@example.com: workspace_admin", "grace@example.com: workspace_admin\n      new@example.com: workspace_user", "the invite waits to be accepted", 2)]
    [InlineData("monthly: $5000.00", "monthly: $0.001", "Anthropic's limits are in whole cents", 2)]
    public async Task What_cant_be_done_there_is_named_and_is_drift_where_the_organization_itself_differs(string from, string to, string reason, int exit)
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ChangeAsync((from, to));
        var (was, text, error) = await bench.PlanAsync("--json");
        Assert.True(was == exit, text + error);
        Assert.Contains(reason, System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("impossible")[0].GetProperty("reason").GetString());
        Assert.Equal(0, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Empty(bench.Writes);
    }

    [Fact]
    public async Task Nothing_ends_without_being_allowed_and_no_workspace_without_being_named()
    {
        await using var bench = await AnthropicBench.StartAsync();
        var text = await bench.ExportAsync();
        var (staging, linus) = (text.IndexOf("  Staging:\n", StringComparison.Ordinal), "  linus@example.com:\n    role: developer\n");
        await File.WriteAllTextAsync(bench.File, text[..staging].Replace(linus, "", StringComparison.Ordinal));
        var (exit, plan, _) = await bench.PlanAsync();
        Assert.Equal(2, exit);
        Assert.Contains("LEFT ALONE", plan);
        Assert.Equal(0, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Empty(bench.Writes);

        (exit, plan, _) = await bench.ApplyAsync("--yes", "--allow-delete");
        Assert.True(exit == 0, plan);
        Assert.Contains("--archive Staging", plan);
        Assert.Equal(["DELETE /v1/organizations/users/user_01linus"], bench.Writes);
        Assert.Equal(2, (await bench.ApplyAsync("--yes", "--allow-delete", "--archive", "Production")).Exit); // in the file
        (_, _, var error) = await bench.ApplyAsync("--yes", "--allow-delete", "--archive", "Staging");
        Assert.Contains("FOR GOOD", error);
        Assert.Contains("with 3 API keys in it", error);
        Assert.Equal("POST /v1/organizations/workspaces/wrkspc_01stag/archive", bench.Writes[^1]);
        Assert.Equal(0, (await bench.PlanAsync()).Exit);
    }

    [Fact]
    public async Task Keys_end_before_people()
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ChangeAsync(("  linus@example.com:\n    role: developer\n", ""), ("      linus@example.com: workspace_developer\n", ""), ("      staging-old:\n        service: old\n        status: active\n", ""));
        Assert.Equal(0, (await bench.ApplyAsync("--yes", "--allow-delete")).Exit);
        Assert.Equal(["POST /v1/organizations/api_keys/apikey_01o", "DELETE /v1/organizations/workspaces/wrkspc_01stag/members/user_01linus", "DELETE /v1/organizations/users/user_01linus"], bench.Writes);
    }
}
