using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Claviger.Core.Audit;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S12 in the console: who did what, the proof of each entry, what finds a change, reviews, exports.</summary>
public sealed class The_audit_log_is_proved : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Entries_are_found_by_what_who_and_on_what()
    {
        await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{_gateway.OtherKey.ApiKey.Id}", new { status = "inactive" });
        var all = await _visitor.GetAsync("/audit");
        Assert.Contains("API key disabled", all.Text, StringComparison.Ordinal);
        var keys = await _visitor.GetAsync("/audit?kind=keys");
        Assert.Contains("API key created", keys.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign-in link made</td>", keys.Html, StringComparison.Ordinal);
        var one = await _visitor.GetAsync($"/audit?target={_gateway.OtherKey.ApiKey.Id}&outcome=done");
        Assert.Equal(2, Regex.Count(one.Html, "href=\"/console/audit/[0-9]+\">[0-9,]+</a></td>"));
        Assert.Contains(_gateway.OtherKey.ApiKey.Name, one.Text, StringComparison.Ordinal);
        Assert.Contains("No entry matches", (await _visitor.GetAsync("/audit?actor=nobody@example.com")).Text, StringComparison.Ordinal);
        Assert.Contains("No entry matches", (await _visitor.GetAsync("/audit?to=2020-01-01")).Text, StringComparison.Ordinal);
        foreach (var bad in new[] { "kind=nonsense", "from=soon", "outcome=maybe", "page=page_made_up" }) Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.GetAsync("/audit?" + bad)).Status);
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_newest_first()
    {
        for (var i = 0; i < 70; i++) await _gateway.CreateKeyAsync("Production", "production", $"svc-{i:000}");
        var numbers = new List<long>();
        var path = "/audit";
        while (true)
        {
            var page = await _visitor.GetAsync(path);
            numbers.AddRange(Regex.Matches(page.Html, "<td><a href=\"/console/audit/([0-9]+)\"").Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
            if (Regex.Match(page.Html, "rel=\"next\" href=\"/console([^\"]+)\"") is not { Success: true } next) break;
            path = WebUtility.HtmlDecode(next.Groups[1].Value);
        }

        Assert.True(numbers.Count > 70);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number).Reverse(), numbers);
    }

    [Fact]
    public async Task An_entry_shows_what_changed_and_its_proof_until_somebody_changes_it()
    {
        await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{_gateway.Key.ApiKey.Id}", new { max_tokens_ceiling = 7_654_321 });
        var sequence = Regex.Match((await _visitor.GetAsync($"/audit?target={_gateway.Key.ApiKey.Id}")).Html, "<td><a href=\"/console/audit/([0-9]+)\"").Groups[1].Value;
        var page = await _visitor.GetAsync($"/audit/{sequence}");
        Assert.Contains("7654321", page.Text, StringComparison.Ordinal);
        Assert.Contains("Proof holds", page.Text, StringComparison.Ordinal);
        Assert.Contains($"\"sequence\":{sequence}", (await _visitor.GetAsync($"/audit/{sequence}/proof")).Html, StringComparison.Ordinal);
        Assert.Contains("valid Entries 1 to", (await _visitor.GetAsync("/audit/verify?from=1")).Text, StringComparison.Ordinal);

        await using (var store = _gateway.Store.Open())
        {
            var bytes = await store.QuerySingleAsync<byte[]>("SELECT entry FROM audit_entries WHERE sequence = @sequence", new { sequence = long.Parse(sequence, System.Globalization.CultureInfo.InvariantCulture) });
            var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("7654321", "8654321", StringComparison.Ordinal));
            await store.ExecuteAsync("UPDATE audit_entries SET entry = @changed WHERE sequence = @sequence", new { changed, sequence = long.Parse(sequence, System.Globalization.CultureInfo.InvariantCulture) });
        }

        Assert.Contains("Proof fails", (await _visitor.GetAsync($"/audit/{sequence}")).Text, StringComparison.Ordinal);
        var stretch = await _visitor.GetAsync("/audit/verify?from=1");
        Assert.Contains("not valid", stretch.Text, StringComparison.Ordinal);
        Assert.Contains($"First bad: entry {sequence}.", stretch.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/audit/999999")).Status);
        foreach (var from in new[] { "0", "999999", "first" }) Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.GetAsync("/audit/verify?from=" + from)).Status);
    }

    [Fact]
    public async Task A_kept_checkpoint_finds_a_log_that_was_cut()
    {
        await _visitor.GetAsync("/audit/1"); // signs what is not signed yet
        await _gateway.CreateKeyAsync("Production", "production", "later");
        var kept = (await _gateway.AdminAsync(HttpMethod.Get, "/audit_log/checkpoints/latest")).Body.GetProperty("checkpoint").GetString()!;
        Assert.Contains("still begins with all", (await _visitor.PostAsync("/audit/verify", ("kept", kept.Replace("\n", "\r\n", StringComparison.Ordinal)))).Text, StringComparison.Ordinal);
        foreach (var bad in new[] { "", "nonsense", kept.Replace("claviger/", "claviger/x", StringComparison.Ordinal) })
        {
            var refused = await _visitor.PostAsync("/audit/verify", ("kept", bad));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("aria-invalid=\"true\"", refused.Html, StringComparison.Ordinal);
        }

        await using (var store = _gateway.Store.Open())
        {
            await store.ExecuteAsync("DELETE FROM audit_checkpoints WHERE size > (SELECT MIN(size) FROM audit_checkpoints)");
        }

        Assert.Contains("the newest were cut off", (await _visitor.PostAsync("/audit/verify", ("kept", kept))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_is_recorded_up_to_an_entry()
    {
        Assert.Equal("/console/audit/reviews?note=review-recorded", (await _visitor.PostAsync("/audit/reviews", ("note", "read <all> of it"), ("up_to", "3"))).Location);
        var page = await _visitor.GetAsync("/audit/reviews");
        Assert.Contains("read &lt;all&gt; of it", page.Html, StringComparison.Ordinal);
        foreach (var upTo in new[] { "0", "999999", "all" })
        {
            var refused = await _visitor.PostAsync("/audit/reviews", ("note", "n"), ("up_to", upTo));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("aria-invalid=\"true\"", refused.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_export_verifies_with_the_key_of_the_page_beside_it()
    {
        var key = CheckpointVerifier.Read((await _visitor.GetAsync("/audit/export/public-key")).Html)!;
        await _visitor.GetAsync("/audit/export");
        var file = await _visitor.PostAsync("/audit/export", ("format", "jsonl"));
        Assert.Equal("application/x-ndjson", file.Headers["Content-Type"]);
        var verdict = ExportVerifier.Verify(new MemoryStream(Encoding.UTF8.GetBytes(file.Html)), key, KeptCheckpoint.All("kept", (await _visitor.GetAsync("/audit/export/checkpoint")).Html));
        Assert.True(verdict.Holds, verdict.Fault?.Message);
        Assert.Contains("Audit log export started", (await _visitor.GetAsync("/audit")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync("/audit/export", ("format", "jsonl"), ("from", "0"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync("/audit/export", ("format", "jsonl"), ("since", "soon"))).Status);
    }

    [Fact]
    public async Task Whoever_may_not_sees_no_door_and_is_refused()
    {
        using var outsider = await _gateway.SignedInAsAsync("developer");
        Assert.DoesNotContain("/console/audit", (await outsider.GetAsync("/my")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/audit", "/audit/1", "/audit/1/proof", "/audit/verify", "/audit/reviews", "/audit/export", "/audit/export/public-key", "/audit/export/checkpoint" })
            Assert.Equal(HttpStatusCode.Forbidden, (await outsider.GetAsync(path)).Status);
        foreach (var path in new[] { "/audit/verify", "/audit/reviews", "/audit/export" }) Assert.Equal(HttpStatusCode.Forbidden, (await outsider.PostAsync(path, ("note", "n"), ("kept", "k"))).Status);
    }
}
