using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.OrganizationFiles;

/// <summary>S18, R18, X6: one file and one command; apply twice is an empty plan; drift shows; all of it or nothing.</summary>
public sealed class An_organization_is_as_its_file_says(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-file-");

    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(clock: _time.Clock);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_seeds_file_is_applied_by_command_line_and_twice_is_once()
    {
        var seed = TestCli.File("examples", "seed.org.yaml");
        Assert.Equal(2, (await CliAsync("plan", seed)).Exit);
        var secrets = Path.Combine(_folder.FullName, "secrets.json");
        var (exit, _, error) = await CliAsync("apply", seed, "--yes", "--secrets-to", secrets);
        Assert.True(exit == 0, error);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secrets));
        var made = JsonDocument.Parse(File.ReadAllText(secrets)).RootElement;
        Assert.Equal(["prod-frontend-proxy", "dev-team"], made.GetProperty("keys").EnumerateArray().Select(key => key.Text("name"))); // the others were there
        using (var request = Gateway.Message(key: made.GetProperty("keys")[1].Text("secret")))
        using (var answer = await Gateway.Http.SendAsync(request)) Assert.Equal(403, (int)answer.StatusCode); // from here it may not: its networks
        Assert.Equal("second-admin@example.com", made.GetProperty("invites")[0].Text("email"));

        var plan = await PlanAsync(await SeedAsync(seed));
        Assert.Equal((0, 0), (plan.GetProperty("changes").GetArrayLength(), plan.GetProperty("left_alone").GetArrayLength()));
        Assert.Equal(0, (await CliAsync("plan", seed)).Exit);
        Assert.Equal(0, (await CliAsync("apply", seed, "--yes", "--secrets-to", secrets)).Exit); // nothing to do, so the file that is there is in nobody's way
        var entries = (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=1")).GetProperty("data")[0];
        Assert.Equal("organization_file_applied", entries.Text("type"));
    }

    [Fact]
    public async Task What_is_exported_is_an_empty_plan_and_what_somebody_changes_shows()
    {
        var exported = await ExportAsync();
        Assert.Equal(0, Changes(await PlanAsync(exported)));
        await Gateway.Ok(HttpMethod.Post, "/api_keys/" + Gateway.Key.ApiKey.Id, new { models = new[] { "claude-haiku-5-5" } });
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, period = "daily", amount = "100" });
        await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "stray" });
        var plan = await PlanAsync(exported);
        Assert.Equal(["update api_key models: claude-haiku-5-5 → none"], Lines(plan, "changes"));
        Assert.Equal(["delete spend_limit ", "delete group "], Lines(plan, "left_alone"));
        var applied = await ApplyAsync(exported, allowDelete: true);
        Assert.Equal(3, applied.GetProperty("plan").GetProperty("changes").GetArrayLength());
        Assert.Equal(0, Changes(await PlanAsync(exported)));
        Assert.Empty((await Gateway.Ok(HttpMethod.Get, "/rbac_groups")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_rename_keeps_id_secret_limits_and_spend()
    {
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = Gateway.Key.ApiKey.Id }, period = "monthly", amount = "5000" });
        await AskAsync(Gateway.Key.Secret);
        var file = await ExportAsync();
        var workspace = (JsonObject)file["workspaces"]!["Production"]!;
        var key = workspace["keys"]!["prod-backend"]!.DeepClone();
        ((JsonObject)workspace["keys"]!).Remove("prod-backend");
        key["was"] = "prod-backend";
        ((JsonObject)key).Remove("service");
        workspace["keys"]!["prod-backend"] = null;
        ((JsonObject)workspace["keys"]!).Remove("prod-backend");
        workspace["was"] = "Production";
        workspace["keys"]!["prod-backend"] = key.DeepClone();
        ((JsonObject)workspace["keys"]!["prod-backend"]!).Remove("was");
        ((JsonObject)file["workspaces"]!).Remove("Production");
        file["workspaces"]!["Production EU"] = workspace;
        var applied = await ApplyAsync(file);
        Assert.Equal(["rename workspace name: Production → Production EU"], Lines(applied.GetProperty("plan"), "changes"));
        Assert.Equal("Production EU", (await Gateway.Ok(HttpMethod.Get, "/workspaces/" + Gateway.Key.ApiKey.Scope.WorkspaceId)).Text("name"));
        await AskAsync(Gateway.Key.Secret);
        await _time.RowsAsync(Gateway);
        var use = (await Gateway.Ok(HttpMethod.Get, "/spend_limits/usage")).GetProperty("data")[0];
        Assert.True(decimal.Parse(use.Text("spent"), System.Globalization.CultureInfo.InvariantCulture) > 0, use.ToString());
        Assert.Equal(0, Changes(await PlanAsync(await ExportAsync())));
    }

    [Fact]
    public async Task A_failure_at_the_end_leaves_nothing_and_a_plan_that_is_old_is_not_made()
    {
        var before = (await ExportAsync()).ToJsonString();
        var sequence = await SequenceAsync();
        var file = JsonNode.Parse("""
            {"version":1,"tiers":{"slow":{"classes":{"default":{"requests_per_minute":5,"input_tokens_per_minute_cache_aware":1000,"output_tokens_per_minute":1000}}}},"groups":{"core":{}},
             "workspaces":{"Fresh":{"environment":"production","tier":"slow","spend_limits":{"monthly":"$10"},"keys":{"prod-one":{},"prod-two":{"models":["no-such-model"]}}}}}
            """)!;
        var (status, refused) = await Gateway.AdminAsync(HttpMethod.Post, "/organization_file/apply", new { document = file });
        Assert.Equal(400, (int)status);
        Assert.StartsWith("workspaces.Fresh.keys.prod-two: models: 'no-such-model' is not a priced model", refused.GetProperty("error").Text("message"));
        Assert.Equal(before, (await ExportAsync()).ToJsonString());
        Assert.Equal(sequence, await SequenceAsync());
        Assert.DoesNotContain(Gateway.Server.Policy.Current.Workspaces, workspace => workspace.Name == "Fresh");

        file["workspaces"]!["Fresh"]!["keys"]!["prod-two"] = new JsonObject();
        var digest = (await PlanAsync(file)).Text("digest");
        await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "core" });
        (status, refused) = await Gateway.AdminAsync(HttpMethod.Post, "/organization_file/apply", new { document = file, expected_digest = digest });
        Assert.Equal((409, "plan_changed"), ((int)status, refused.GetProperty("error").GetProperty("details").Text("error_code")));
        await ApplyAsync(file);
        Assert.Equal(0, Changes(await PlanAsync(file)));
    }

    [Fact]
    public async Task Whoever_may_not_make_a_change_makes_none_and_the_try_is_kept()
    {
        var (_, secret) = await Gateway.AdminKeyAsync(new { name = "pipeline", scopes = new[] { "organization_file.read", "organization_file.apply", "workspaces.read", "workspaces.create", "groups.update" } });
        var file = JsonNode.Parse("""{"version":1,"groups":{"core":{}},"workspaces":{"Fresh":{"environment":"production","spend_limits":{"monthly":"$10"}}}}""")!;
        var (status, refused) = await Gateway.AdminAsync(HttpMethod.Post, "/organization_file/apply", new { document = file }, secret);
        Assert.Equal(403, (int)status);
        Assert.StartsWith("workspaces.Fresh.spend_limits.monthly: ", refused.GetProperty("error").Text("message"));
        Assert.Empty((await Gateway.Ok(HttpMethod.Get, "/rbac_groups")).GetProperty("data").EnumerateArray());
        var entry = (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=1")).GetProperty("data")[0];
        Assert.Equal(("denied", "workspace_spend_limit_created"), (entry.Text("outcome"), entry.Text("type")));
        (status, _) = await Gateway.AdminAsync(HttpMethod.Post, "/organization_file/apply", new { document = file }, (await Gateway.JoinAsync("developer")).Secret);
        Assert.Equal(403, (int)status);
    }

    [Fact]
    public async Task People_roles_groups_and_machines_come_and_go()
    {
        var grace = await Gateway.JoinAsync("developer");
        var file = JsonNode.Parse($$$"""
            {"version":1,
             "roles":{"auditor":{"description":"reads","permissions":["audit.read","members.read"]}},
             "groups":{"security":{"members":["{{{grace.Email}}}"],"roles":[{"role":"auditor"},{"role":"workspace_admin","workspace":"Staging"}]}},
             "service_accounts":{"ci":{"role":"developer","workspaces":{"Staging":"workspace_developer"} } },
             "workspaces":{"Staging":{"tags":{"team":"core"},"members":{"{{{grace.Email}}}":"workspace_developer"},"spend_limits":{"monthly":{"amount":"$7","mode":"soft"} } } } }
            """)!;
        await ApplyAsync(file);
        Assert.Equal(0, Changes(await PlanAsync(file)));
        await Gateway.Ok(HttpMethod.Get, "/audit_log", key: grace.Secret); // by the group's role
        file["groups"]!["security"]!["roles"] = new JsonArray();
        file["roles"]!["auditor"]!["permissions"] = new JsonArray("audit.read");
        file["service_accounts"]!["ci"]!["workspaces"] = new JsonObject();
        file["workspaces"]!["Staging"]!["members"]![grace.Email] = "workspace_user";
        file["workspaces"]!["Staging"]!["tags"] = new JsonObject { ["owner"] = "x" };
        await ApplyAsync(file, allowDelete: false);
        Assert.Equal(4, (await PlanAsync(file)).GetProperty("left_alone").GetArrayLength()); // two roles of the group, the account's place, and Production, which the file doesn't name
        ((JsonObject)file["workspaces"]!)["Production"] = new JsonObject();
        await ApplyAsync(file, allowDelete: true);
        Assert.Equal(0, Changes(await PlanAsync(file)));
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/audit_log", key: grace.Secret)).Status);
        ((JsonObject)file["groups"]!).Remove("security");
        ((JsonObject)file["roles"]!).Remove("auditor");
        await ApplyAsync(file, allowDelete: true);
        Assert.DoesNotContain((await Gateway.Ok(HttpMethod.Get, "/rbac_roles")).GetProperty("data").EnumerateArray(), role => role.Text("display_name") == "auditor");
    }

    [Theory]
    [InlineData("""{"version":1,"workspaces":{"Production":{"environment":"staging"}}}""", "workspaces.Production.environment: is 'production' for life")]
    [InlineData("""{"version":1,"workspaces":{"Production":{"keys":{"prod-backend":{"service":"other"}}}}}""", "workspaces.Production.keys.prod-backend.service: is 'backend' for life")]
    [InlineData("""{"version":1,"workspaces":{"New":{}}}""", "workspaces.New.environment: required for a new workspace")]
    [InlineData("""{"version":1,"workspaces":{"Production":{"upstream":"anthropc"}}}""", "there is no upstream 'anthropc'. Did you mean 'anthropic'?")]
    [InlineData("""{"version":1,"workspaces":{"Production":{"members":{"nobody@example.com":"workspace_user"}}}}""", "'nobody@example.com' is not a member yet")]
    [InlineData("""{"version":1,"workspace":{}}""", "workspace: unknown")]
    [InlineData("""{"version":1,"workspaces":{"Production":{"keys":{"key-1":{}}}}}""", "workspaces.Production.keys.key-1: name: 'key-1' does not say where the key belongs")]
    [InlineData("""{"version":1,"members":{"admin@localhost":{"role":"user"}}}""", "members.admin@localhost: ")] // the last admin
    [InlineData("[]", "must be a mapping")]
    public async Task What_cannot_be_is_refused_with_its_place(string document, string message)
    {
        var (status, refused) = await Gateway.AdminAsync(HttpMethod.Post, "/organization_file/apply", $$"""{"document":{{document}}}""");
        Assert.True((int)status is 400 or 409, $"{status}: {refused}");
        Assert.Contains(message, refused.GetProperty("error").Text("message"));
    }

    [Fact]
    public async Task Five_hundred_keys_are_made_at_once()
    {
        var keys = new JsonObject(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create<string, JsonNode?>($"staging-svc{i}", JsonNode.Parse("""{"spend_limits":{"monthly":"$5"},"networks":["127.0.0.0/8"]}"""))));
        var file = new JsonObject { ["version"] = 1, ["workspaces"] = new JsonObject { ["Many"] = new JsonObject { ["environment"] = "staging", ["keys"] = keys } } };
        var clock = Stopwatch.StartNew();
        var applied = await ApplyAsync(file);
        output.WriteLine($"500 keys with limits: {clock.Elapsed.TotalSeconds:0.0} s, {applied.GetProperty("plan").GetProperty("changes").GetArrayLength()} changes");
        Assert.Equal(500, applied.GetProperty("secrets").GetArrayLength());
        await AskAsync(applied.GetProperty("secrets")[499].Text("secret"));
        clock.Restart();
        Assert.Equal(0, Changes(await PlanAsync(file)));
        output.WriteLine($"plan: {clock.Elapsed.TotalSeconds:0.00} s");
    }

    [Fact]
    public async Task Secrets_that_cannot_be_kept_are_not_made()
    {
        var path = Path.Combine(_folder.FullName, "file.yaml");
        await File.WriteAllTextAsync(path, "version: 1\nworkspaces:\n  Staging:\n    keys:\n      staging-more: {}\n      staging-all: {}\n");
        foreach (var bad in new[] { path, Path.Combine(_folder.FullName, "no", "such", "folder") })
        {
            var (exit, _, error) = await CliAsync("apply", path, "--yes", "--secrets-to", bad);
            Assert.Equal(2, exit);
            Assert.Contains("Nothing was applied", error);
        }

        Assert.DoesNotContain(Gateway.Server.Policy.Current.Keys, key => key.Name == "staging-more");
        Assert.Equal(2, (await CliAsync("apply", path)).Exit); // no terminal to ask on
        var (done, text, _) = await CliAsync("apply", path, "--yes");
        Assert.Equal(0, done);
        Assert.Contains("clvk_", text);
    }

    private async Task<JsonNode> ExportAsync() => JsonNode.Parse((await Gateway.Ok(HttpMethod.Get, "/organization_file")).GetProperty("document").GetRawText())!;

    private Task<JsonElement> PlanAsync(JsonNode file, bool allowDelete = false) => Gateway.Ok(HttpMethod.Post, "/organization_file/plan", new { document = file, allow_delete = allowDelete });

    private Task<JsonElement> ApplyAsync(JsonNode file, bool allowDelete = false) => Gateway.Ok(HttpMethod.Post, "/organization_file/apply", new { document = file, allow_delete = allowDelete });

    private static int Changes(JsonElement plan) => plan.GetProperty("changes").GetArrayLength();

    private static IEnumerable<string> Lines(JsonElement plan, string which) => plan.GetProperty(which).EnumerateArray().Select(change =>
        $"{change.Text("action")} {change.Text("noun")} {string.Join(", ", change.GetProperty("fields").EnumerateArray().Select(field => $"{field.Text("field")}: {field.Text("from")} → {field.Text("to")}"))}");

    private async Task<long> SequenceAsync() => (await Gateway.Ok(HttpMethod.Get, "/audit_log/status")).GetProperty("entries").GetInt64();

    private async Task AskAsync(string key)
    {
        using var request = Gateway.Message(key: key);
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static async Task<JsonNode> SeedAsync(string path)
    {
        var yaml = new YamlDotNet.Serialization.DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(await File.ReadAllTextAsync(path));
        return JsonNode.Parse(new YamlDotNet.Serialization.SerializerBuilder().JsonCompatible().Build().Serialize(yaml!))!;
    }

    private Task<(int Exit, string Out, string Error)> CliAsync(params string[] args) => Gateway.CliAsync(_time.Clock, _folder.FullName, args);
}
