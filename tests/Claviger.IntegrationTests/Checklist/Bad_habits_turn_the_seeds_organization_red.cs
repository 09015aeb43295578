using Claviger.IntegrationTests.Access;
using Xunit;

namespace Claviger.IntegrationTests.Checklist;

/// <summary>
/// S13, S18: from an empty install one file and one command make an organization that passes the whole checklist; then each habit, by the
/// door that people take for it, turns exactly its own control red, with the culprit named. What only time or a break-in does is written
/// into the store.
/// </summary>
public sealed class Bad_habits_turn_the_seeds_organization_red
{
    private static readonly (string Habit, string Control, string Culprit, Func<SeedOrganization, Task> Do)[] Habits =
    [
        ("key-1", "descriptive-names", "key-1", async seed => seed.Rewrite("UPDATE api_keys SET name = 'key-1' WHERE name = 'staging-all'")), // as an older program let it be made
        ("a key without a cap", "key-spend-limits", "dev-team", seed => seed.UncapAsync(seed.KeyId("dev-team"))),
        ("a cap that refuses nothing", "key-spend-limits", "staging-all", async seed =>
        {
            await seed.UncapAsync(seed.KeyId("staging-all"));
            await seed.PostAsync("/spend_limits", new { scope = new { type = "api_key", api_key_id = seed.KeyId("staging-all") }, period = "monthly", amount = "1000", mode = "soft" });
        }),
        ("a workspace without a cap", "workspace-spend-limits", "Development", seed => seed.UncapAsync(seed.Workspace("Development"))),
        ("no cap on the whole", "organization-spend-limit", "My organization", seed => seed.UncapAsync("\"organization\"")),
        ("alerts switched off", "spend-alerts", "My organization", async seed =>
        {
            var rule = (await seed.Gateway.Ok(HttpMethod.Get, "/alert_rules")).GetProperty("data").EnumerateArray().Single(rule => rule.Text("kind") == "spend_threshold");
            await seed.PostAsync("/alert_rules/" + rule.Text("id"), new { is_enabled = false });
        }),
        ("a stale secret", "secrets-rotated", "prod-backend", async seed => seed.Rewrite("UPDATE api_key_secrets SET created_at_ms = @at WHERE key_id = @key", new { key = seed.KeyId("prod-backend"), at = seed.Now.AddDays(-91).ToUnixTimeMilliseconds() })),
        ("rotation once a year", "rotation-scheduled", "prod-backend", seed => seed.PostAsync("/rotation_policies/" + seed.KeyId("prod-backend"), new { max_age_days = 365 })),
        ("a secret that a leaver has seen", "nothing-left-behind", "staging-all", async seed =>
        {
            var person = await seed.Gateway.JoinAsync("user", seed.Workspace("Staging"), "workspace_developer");
            await seed.PostAsync($"/api_keys/{seed.KeyId("staging-all")}/rotate", new { leaked = true }, person.Secret);
            await seed.Gateway.Ok(HttpMethod.Delete, "/users/" + person.Id);
        }),
        ("a leaver's key", "nothing-left-behind", "staging-all", async seed =>
        {
            var person = await seed.Gateway.JoinAsync("developer");
            await seed.Gateway.Ok(HttpMethod.Delete, "/users/" + person.Id);
            seed.Rewrite("UPDATE api_keys SET owner_id = @id, owner_type = (SELECT owner_type FROM api_keys WHERE name = 'dev-team') WHERE name = 'staging-all'", new { id = person.Id });
        }),
        ("a development key in production's network", "environments-apart", "dev-team", async seed =>
        {
            await seed.PostAsync("/environments/production", new { networks = new[] { "10.10.0.0/16", "127.0.0.0/8" }, block = false });
            await seed.KeyAsync("dev-team", new { networks = new[] { "127.0.0.0/8" } });
            await seed.AskAsync("dev-team", "claude-cli/2.1.0");
            await seed.SeenAsync("dev-team", 1);
        }),
        ("one key in two programs", "one-service-per-key", "staging-all", async seed =>
        {
            await seed.KeyAsync("staging-all", new { networks = Array.Empty<string>() });
            await seed.AskAsync("staging-all", "Anthropic/Python 0.84.0");
            await seed.AskAsync("staging-all", "curl/8.5.0");
            await seed.SeenAsync("staging-all", 2);
        }),
        ("one tier for all", "tiers-differ", "dev-team", seed => seed.KeyAsync("dev-team", new { tier = "tier-2" })),
        ("a production key for the whole internet", "production-networks", "prod-backend", seed => seed.KeyAsync("prod-backend", new { networks = Array.Empty<string>() })),
        ("a production key for every model", "production-models", "prod-frontend-proxy", seed => seed.KeyAsync("prod-frontend-proxy", new { models = Array.Empty<string>() })),
        ("an old admin key", "admin-keys-rotated", "first-admin-key", async seed => seed.Rewrite("UPDATE admin_keys SET created_at_ms = created_at_ms - @days", new { days = TimeSpan.FromDays(100).Ticks / TimeSpan.TicksPerMillisecond })),
        ("one admin", "enough-admins", "My organization", async seed =>
        {
            var invite = (await seed.Gateway.Ok(HttpMethod.Get, "/invites")).GetProperty("data")[0].Text("id");
            await seed.Gateway.Ok(HttpMethod.Delete, "/invites/" + invite);
        }),
        ("everybody is an admin", "enough-admins", "My organization", async seed =>
        {
            for (var i = 0; i < 5; i++) await seed.Gateway.JoinAsync("admin");
        }),
        ("a key that nobody uses", "unused-keys", "dev-team", async seed => seed.Rewrite("UPDATE api_keys SET created_at_ms = @at WHERE name = 'dev-team'", new { at = seed.Now.AddDays(-31).ToUnixTimeMilliseconds() })),
        ("a workspace for anything", "separate-workspaces", "Misc", async seed =>
        {
            var workspace = (await seed.PostAsync("/workspaces", new { name = "Misc" })).Text("id");
            await seed.CapAsync(new { type = "workspace", workspace_id = workspace });
            var key = (await seed.PostAsync("/api_keys", new { workspace_id = workspace, name = "staging-misc", service = "misc", environment = "staging" })).GetProperty("api_key").Text("id");
            await seed.CapAsync(new { type = "api_key", api_key_id = key });
        }),
        ("a key in the default workspace", "default-workspace-unused", "staging-quick", async seed =>
        {
            var workspace = seed.Gateway.Server.Policy.Current.Workspaces.Single(workspace => workspace.IsDefault).Id.Value;
            await seed.CapAsync(new { type = "workspace", workspace_id = workspace });
            var key = (await seed.PostAsync("/api_keys", new { workspace_id = workspace, name = "staging-quick", service = "quick", environment = "staging" })).GetProperty("api_key").Text("id");
            await seed.CapAsync(new { type = "api_key", api_key_id = key });
        }),
        ("one upstream credential for all", "separate-upstreams", "anthropic", seed => seed.PostAsync("/checklist/settings", new { separate_upstreams = true })),
        ("an audit log that was rewritten", "audit-log-proven", "audit log", async seed =>
        {
            await seed.FoundAsync(findings => findings.Count == 0); // all of it is signed
            seed.Rewrite("UPDATE audit_nodes SET hash = @zeros WHERE position = 0 AND level = (SELECT MAX(level) FROM audit_nodes WHERE position = 0)", new { zeros = new byte[32] });
            await seed.PostAsync("/audit_log/reviews", new { up_to = 1 });
            await seed.FoundAsync(findings => findings.Count > 0);
        }),
    ];

    public static TheoryData<string> Names => [.. Habits.Select(habit => habit.Habit)];

    [Fact]
    public async Task One_file_and_one_command_pass_every_item()
    {
        await using var seed = await SeedOrganization.MakeAsync();
        var (exit, before, _) = await seed.CliAsync("checklist");
        Assert.Equal(1, exit);
        Assert.Contains("FAIL", before);

        await seed.ApplyAsync();
        (exit, _, _) = await seed.CliAsync("alerts", "channels", "test", "admins");
        Assert.Equal(0, exit);
        Assert.Equal("admin@localhost", Assert.Single(seed.Mail.Mails).To.ToString());
        (exit, var text, _) = await seed.CliAsync("checklist", "--strict");
        Assert.True(exit == 0, text);
        Assert.Empty(await seed.FindingsAsync());
        Assert.Equal(0, (await seed.CliAsync("plan", Hosting.TestCli.File("examples", "seed.org.yaml"))).Exit);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task And_each_its_own_control(string name)
    {
        var habit = Habits.Single(habit => habit.Habit == name);
        await using var seed = await SeedOrganization.MakeAsync();
        await seed.ApplyAsync();
        await seed.CliAsync("alerts", "channels", "test", "admins");
        await habit.Do(seed);
        // Habits let days pass at once; entries of before are signed a moment later.
        var findings = await seed.FoundAsync(found => habit.Control == "audit-log-proven" || !found.ContainsKey("audit-log-proven"));
        Assert.Equal($"{habit.Control}: fail {habit.Culprit}", string.Join("; ", findings.Select(finding => $"{finding.Key}: {finding.Value.Status} {string.Join(", ", finding.Value.Culprits)}")));
        Assert.Equal(1, (await seed.CliAsync("checklist")).Exit);
    }
}
