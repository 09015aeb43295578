using System.Text.Json;
using Claviger.Control.Checklist;
using Claviger.Core.Checklist;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Checklist;

/// <summary>S13: the checklist through the Admin API: findings, waivers, settings, history, mending.</summary>
public sealed class The_checklist_is_judged_and_kept : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(clock: _time.Clock);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    [Fact]
    public async Task What_is_mended_turns_green()
    {
        Assert.Equal("fail", (await FindingAsync("key-spend-limits")).Text("status"));
        foreach (var key in new[] { Gateway.Key.ApiKey.Id, Gateway.OtherKey.ApiKey.Id })
            await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = key }, period = "monthly", amount = "5000" });
        var finding = await FindingAsync("key-spend-limits");
        Assert.Equal(("pass", "2 of 2 working keys capped"), (finding.Text("status"), finding.Text("summary")));
    }

    [Fact]
    public async Task A_waiver_covers_until_its_end_and_is_audited()
    {
        var body = new { control_id = "production-networks", subject_id = Gateway.Key.ApiKey.Id, reason = "moves in December", ends_at = Now.AddDays(10), owner_user_id = await MemberAsync() };
        var waiver = await Gateway.Ok(HttpMethod.Post, "/checklist/waivers", body);
        var finding = await FindingAsync("production-networks");
        Assert.Equal(("waived", waiver.Text("id")), (finding.Text("status"), finding.GetProperty("waivers")[0].Text("id")));
        _time.Clock.Advance(TimeSpan.FromDays(10));
        finding = await FindingAsync("production-networks");
        Assert.Equal(("fail", 1), (finding.Text("status"), finding.GetProperty("ended_waivers").GetArrayLength()));
        await Gateway.Ok(HttpMethod.Delete, "/checklist/waivers/" + waiver.Text("id"));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Delete, "/checklist/waivers/" + waiver.Text("id"))).Status);
        var kinds = (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=2")).GetProperty("data").EnumerateArray().Select(entry => entry.Text("type"));
        Assert.Equal(["checklist_waiver_deleted", "checklist_waiver_created"], kinds);
    }

    [Theory]
    [InlineData("nonsense", "r", 10, "control_id")]
    [InlineData("unused-keys", " ", 10, "reason")]
    [InlineData("unused-keys", "r", 0, "ends_at")]
    [InlineData("unused-keys", "r", 400, "ends_at")]
    public async Task A_waiver_needs_a_control_a_reason_and_an_end(string control, string reason, int days, string field)
    {
        var (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, "/checklist/waivers", new { control_id = control, reason, ends_at = Now.AddDays(days), owner_user_id = await MemberAsync() });
        Assert.Equal((400, field), ((int)status, AdminFixture.Read((int)status, answer).Field));
    }

    [Fact]
    public async Task A_waiver_without_a_member_who_answers_for_it_is_refused()
    {
        var body = new { control_id = "unused-keys", reason = "r", ends_at = Now.AddDays(1) };
        var (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, "/checklist/waivers", body, (await Gateway.AdminKeyAsync(new { name = "robot" })).Secret);
        Assert.True(status == System.Net.HttpStatusCode.OK || AdminFixture.Read((int)status, answer).Field == "owner_user_id");
        (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, "/checklist/waivers", new { body.control_id, body.reason, body.ends_at, owner_user_id = "user_01nobody" });
        Assert.Equal((400, "owner_user_id"), ((int)status, AdminFixture.Read((int)status, answer).Field));
    }

    [Fact]
    public async Task Settings_change_what_is_found()
    {
        _time.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal("pass", (await FindingAsync("secrets-rotated")).Text("status"));
        var settings = await Gateway.Ok(HttpMethod.Post, "/checklist/settings", new { rotation_days = 10, environments = new[] { "production" } });
        Assert.Equal((10, 30), (settings.GetProperty("rotation_days").GetInt32(), settings.GetProperty("unused_days").GetInt32()));
        var finding = await FindingAsync("secrets-rotated");
        Assert.Equal(("fail", 2), (finding.Text("status"), finding.GetProperty("evidence").GetArrayLength()));
        foreach (var (body, field) in new (string, string)[] { ("""{"rotation_days":0}""", "rotation_days"), ("""{"fewest_admins":20}""", "most_admins"), ("""{"environments":["Prod"]}""", "environments"), ("""{"environments":["a","a"]}""", "environments"), ("""{"days":1}""", "days") })
        {
            var (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, "/checklist/settings", body);
            Assert.Equal((400, field), ((int)status, AdminFixture.Read((int)status, answer).Field));
        }
    }

    [Fact]
    public async Task Unused_keys_are_disabled_and_can_be_enabled_again()
    {
        _time.Clock.Advance(TimeSpan.FromDays(31));
        using (var request = Gateway.Message()) (await Gateway.Http.SendAsync(request)).EnsureSuccessStatusCode();
        Assert.Equal([Gateway.OtherKey.ApiKey.Id], (await FindingAsync("unused-keys")).GetProperty("evidence").EnumerateArray().Select(evidence => evidence.GetProperty("subject").Text("id")));

        var dry = await Gateway.Ok(HttpMethod.Post, "/checklist/fix", new { control_id = "unused-keys", dry_run = true });
        Assert.Equal((1, "active"), (dry.GetProperty("fixed").GetArrayLength(), (await KeyAsync()).Text("status")));
        var none = await Gateway.Ok(HttpMethod.Post, "/checklist/fix", new { control_id = "unused-keys", subject_ids = new[] { "apikey_01other" } });
        Assert.Equal((0, 1), (none.GetProperty("fixed").GetArrayLength(), none.GetProperty("left").GetArrayLength()));
        await Gateway.Ok(HttpMethod.Post, "/checklist/fix", new { control_id = "unused-keys" });
        Assert.Equal("inactive", (await KeyAsync()).Text("status"));
        Assert.Equal("pass", (await FindingAsync("unused-keys")).Text("status"));
        Assert.Equal(["checklist_fixed", "platform_api_key_disabled"], (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=2")).GetProperty("data").EnumerateArray().Select(entry => entry.Text("type")));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/checklist/fix", new { control_id = "key-spend-limits" })).Status);

        Task<JsonElement> KeyAsync() => Gateway.Ok(HttpMethod.Get, "/api_keys/" + Gateway.OtherKey.ApiKey.Id);
    }

    [Fact]
    public async Task Whoever_may_not_disable_keys_mends_nothing_by_the_checklist()
    {
        _time.Clock.Advance(TimeSpan.FromDays(31));
        var (_, secret) = await Gateway.AdminKeyAsync(new { name = "checker", scopes = new[] { "checklist.read", "checklist.update" } });
        var fix = await Gateway.Ok(HttpMethod.Post, "/checklist/fix", new { control_id = "unused-keys" }, secret);
        Assert.Equal((0, 2), (fix.GetProperty("fixed").GetArrayLength(), fix.GetProperty("left").GetArrayLength()));
        Assert.Equal("active", (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + Gateway.OtherKey.ApiKey.Id)).Text("status"));
    }

    [Fact]
    public async Task A_run_is_kept_when_a_finding_changes_or_a_day_has_passed_and_by_whoever_asks()
    {
        var keeper = Gateway.Server.Service<KeepChecklistRuns>();
        Assert.True(await keeper.KeepAsync(CancellationToken.None));
        Assert.False(await keeper.KeepAsync(CancellationToken.None));
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, period = "monthly", amount = "5000" });
        Assert.True(await keeper.KeepAsync(CancellationToken.None));
        var limit = (await Gateway.Ok(HttpMethod.Get, "/spend_limits")).GetProperty("data")[0].Text("id");
        await Gateway.Ok(HttpMethod.Delete, "/spend_limits/" + limit);
        var recorded = await Gateway.Ok(HttpMethod.Post, "/checklist/runs");
        Assert.False(await keeper.KeepAsync(CancellationToken.None));
        var before = Now;
        _time.Clock.Advance(TimeSpan.FromHours(25)); // the background loop may be first, and see another finding than we: after a day others wake up too
        await keeper.KeepAsync(CancellationToken.None);

        var runs = (await Gateway.Ok(HttpMethod.Get, "/checklist/runs")).GetProperty("data").EnumerateArray().Reverse().ToList();
        Assert.Equal(3, runs.Count(run => run.GetProperty("at").GetDateTimeOffset() <= before));
        Assert.Contains(runs, run => run.GetProperty("at").GetDateTimeOffset() == before.AddHours(25));
        Assert.Equal(["organization-spend-limit"], Names(runs[1], "better"));
        Assert.Equal(["organization-spend-limit"], Names(runs[2], "worse"));
        Assert.Equal(recorded.Text("id"), runs[2].Text("id"));
        var kept = await Gateway.Ok(HttpMethod.Get, "/checklist/runs/" + recorded.Text("id"));
        Assert.Equal(ControlBook.All.Select(control => control.Id), kept.GetProperty("findings").EnumerateArray().Select(finding => finding.Text("control_id")));
        Assert.Equal("checklist_recorded", (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=1")).GetProperty("data")[0].Text("type"));

        static IEnumerable<string?> Names(JsonElement run, string which) => run.GetProperty(which).EnumerateArray().Select(name => name.GetString());
    }

    [Fact]
    public async Task A_run_that_an_older_version_kept_is_read_as_it_was()
    {
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, period = "monthly", amount = "5000" });
        var old = (await Gateway.Ok(HttpMethod.Post, "/checklist/runs")).Text("id");
        using (var store = Gateway.Store.Open())
            store.Execute("""UPDATE checklist_runs SET statuses = '', essence = '', report = replace(report, '"evidence_count":', '"was_not_there":') WHERE id = @old""", new { old });
        await Gateway.Ok(HttpMethod.Delete, "/spend_limits/" + (await Gateway.Ok(HttpMethod.Get, "/spend_limits")).GetProperty("data")[0].Text("id"));
        await Gateway.Ok(HttpMethod.Post, "/checklist/runs");
        var newest = (await Gateway.Ok(HttpMethod.Get, "/checklist/runs")).GetProperty("data")[0];
        Assert.Equal(["organization-spend-limit"], newest.GetProperty("worse").EnumerateArray().Select(name => name.GetString()));
        var findings = (await Gateway.Ok(HttpMethod.Get, "/checklist/runs/" + old)).GetProperty("findings").EnumerateArray().ToList();
        Assert.Contains(findings, finding => finding.GetProperty("evidence_count").GetInt32() > 0);
        Assert.All(findings, finding => Assert.Equal(finding.GetProperty("evidence").GetArrayLength(), finding.GetProperty("evidence_count").GetInt32()));
    }

    private DateTimeOffset Now => _time.Clock.GetUtcNow();

    private async Task<string> MemberAsync() => (await Gateway.Ok(HttpMethod.Get, "/users")).GetProperty("data")[0].Text("id");

    private async Task<JsonElement> FindingAsync(string control) =>
        (await Gateway.Ok(HttpMethod.Get, "/checklist")).GetProperty("findings").EnumerateArray().Single(finding => finding.Text("control_id") == control);
}
