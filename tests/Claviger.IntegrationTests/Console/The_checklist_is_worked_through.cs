using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S13 in the console: findings, waivers, mending, history, report.</summary>
public sealed class The_checklist_is_worked_through : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync(clock: _time.Clock));

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Every_control_is_there_with_its_anchor_and_names_what_it_found()
    {
        var page = await _visitor.GetAsync("/checklist");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var control in Core.Checklist.ControlBook.All) Assert.Contains($"id=\"{control.Id}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/console/keys/{_gateway.Key.ApiKey.Id}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("claviger limits set --key", page.Text, StringComparison.Ordinal);
        var passing = await _visitor.GetAsync("/checklist?show=pass");
        Assert.DoesNotContain("id=\"key-spend-limits\"", passing.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/checklist/no-such-control")).Status);
    }

    [Fact]
    public async Task A_finding_is_waived_until_a_day_and_counts_again_when_the_waiver_is_ended()
    {
        var until = Now.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var waived = await _visitor.PostAsync("/checklist/production-networks/waive", ("subject", _gateway.Key.ApiKey.Id), ("reason", "moves <b>in</b> December"), ("until", until), ("owner", _gateway.AdminAddress().ToUpperInvariant()));
        Assert.Equal("/console/checklist?now=1&note=waived#production-networks", waived.Location);

        var page = await _visitor.GetAsync("/checklist/production-networks");
        Assert.Contains("moves <b>in</b> December", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>in</b>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Waived", page.Text, StringComparison.Ordinal);
        var id = Regex.Match((await _visitor.GetAsync("/checklist/waivers")).Html, "/console/checklist/waivers/(waiver_[^/]+)/end").Groups[1].Value;

        var ended = await _visitor.PostAsync($"/checklist/waivers/{id}/end", ("control", "production-networks"));
        Assert.Equal("/console/checklist?now=1&note=waiver-ended#production-networks", ended.Location);
        Assert.Contains("Nothing is waived", (await _visitor.GetAsync("/checklist/waivers")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync($"/checklist/waivers/{id}/end")).Status);
    }

    [Theory]
    [InlineData("reason", "", "say why")]
    [InlineData("until", "soon", "a date")]
    [InlineData("until", "2001-01-01", "in the future")]
    [InlineData("owner", "nobody@example.com", "nobody with this address")]
    public async Task What_a_waiver_lacks_stands_beside_its_field(string field, string value, string says)
    {
        var fields = new Dictionary<string, string> { ["reason"] = "r", ["until"] = Now.AddDays(5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [field] = value };
        var refused = await _visitor.PostAsync("/checklist/production-networks/waive", [.. fields.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("aria-invalid=\"true\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing is waived", (await _visitor.GetAsync("/checklist/waivers")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_mended_is_shown_first_and_then_done()
    {
        _time.Clock.Advance(TimeSpan.FromDays(31));
        using var later = await ConsoleVisitor.SignedInAsync(_gateway);
        var plan = await later.GetAsync("/checklist/unused-keys/fix");
        Assert.Contains("2 things would be mended", plan.Text, StringComparison.Ordinal);
        Assert.Equal("active", await StatusAsync(_gateway.OtherKey.ApiKey.Id));

        var none = await later.PostAsync("/checklist/unused-keys/fix");
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("tick at least one", none.Text, StringComparison.OrdinalIgnoreCase);
        var done = await later.PostAsync("/checklist/unused-keys/fix", ("subject", _gateway.OtherKey.ApiKey.Id));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("undoes it", done.Text, StringComparison.Ordinal);
        Assert.Equal(("inactive", "active"), (await StatusAsync(_gateway.OtherKey.ApiKey.Id), await StatusAsync(_gateway.Key.ApiKey.Id)));

        _time.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Contains("Confirm that it is you", (await later.GetAsync("/checklist/unused-keys/fix")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await later.PostAsync("/checklist/unused-keys/fix", ("subject", _gateway.Key.ApiKey.Id))).Status);
        Assert.Equal("active", await StatusAsync(_gateway.Key.ApiKey.Id));
    }

    [Fact]
    public async Task Runs_are_kept_compared_and_printed()
    {
        Assert.Equal("/console/checklist?note=checklist-run", (await _visitor.PostAsync("/checklist/runs")).Location);
        await _gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, period = "monthly", amount = "500000" });
        await _visitor.PostAsync("/checklist/runs");

        var history = await _visitor.GetAsync("/checklist/runs");
        Assert.Contains("better The organization has a monthly spend limit", history.Text, StringComparison.Ordinal);
        var ids = Regex.Matches(history.Html, "/console/checklist/runs/(chkrun_[0-9A-Za-z]+)").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Equal(2, ids.Count);
        var first = await _visitor.GetAsync($"/checklist/runs/{ids[1]}");
        Assert.DoesNotContain("/waive\"", first.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/checklist/runs/chkrun_01nosuch")).Status);

        var report = await _visitor.GetAsync($"/checklist/report?run={ids[0]}");
        Assert.DoesNotContain("<nav", report.Html, StringComparison.Ordinal);
        foreach (var (form, begins) in new[] { ("json", "{"), ("csv", "control_id,"), ("md", "# Access-control checklist"), ("sarif", "{"), ("html", "<!doctype html>") })
        {
            var file = await _visitor.GetAsync($"/checklist/report/{form}?run={ids[0]}");
            Assert.StartsWith(begins, file.Html, StringComparison.Ordinal);
            Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/checklist/report/pdf")).Status);
    }

    [Fact]
    public async Task Whoever_may_not_sees_no_door_and_is_refused()
    {
        using var outsider = await _gateway.SignedInAsAsync("developer");
        Assert.DoesNotContain("/console/checklist", (await outsider.GetAsync("/my")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/checklist", "/checklist/runs", "/checklist/report", "/checklist/report/json", "/checklist/waivers", "/checklist/unused-keys", "/checklist/unused-keys/fix", "/checklist/unused-keys/waive" })
            Assert.Equal(HttpStatusCode.Forbidden, (await outsider.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.PostAsync("/checklist/runs")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.PostAsync("/checklist/unused-keys/waive", ("reason", "r"), ("until", Now.AddDays(5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.PostAsync("/checklist/unused-keys/fix", ("all", "1"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.PostAsync("/checklist/waivers/waiver_01nosuch/end")).Status);
    }

    private DateTimeOffset Now => _time.Clock.GetUtcNow();

    private async Task<string> StatusAsync(string key) => (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys/" + key)).Body.GetProperty("status").GetString()!;
}
