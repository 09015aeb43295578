using System.Text.Json;
using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S12, R19, X3 through the Admin API.</summary>
public sealed class The_audit_log_is_read(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Newest_first_and_by_every_filter()
    {
        var id = await MakeKeyAsync();
        await fixture.PostAsync("/api_keys/" + id, new { status = "inactive" });
        await fixture.PostAsync("/api_keys/" + id, new { status = "active" });

        var all = await PageAsync("?limit=1000");
        Assert.Equal(all.Select(entry => entry.GetProperty("sequence").GetInt64()).OrderDescending(), all.Select(entry => entry.GetProperty("sequence").GetInt64()));
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(entry => entry.GetProperty("sequence").GetInt32()).Order());
        Assert.Equal(["platform_api_key_enabled", "platform_api_key_disabled", "platform_api_key_created"], await TypesAsync($"?target={id}"));
        Assert.Equal(["platform_api_key_enabled"], await TypesAsync($"?target={id}&types[]=platform_api_key_enabled&types[]=member_added"));
        Assert.Equal(["platform_api_key_created"], await TypesAsync($"?target={id}&exclude_types[]=platform_api_key_enabled&exclude_types[]=platform_api_key_disabled"));
        var actor = all[0].GetProperty("actor").GetProperty("id").GetString();
        Assert.Equal(2, (await TypesAsync($"?target={id}&actor_ids[]={actor}&limit=2")).Count);
        Assert.Empty(await TypesAsync($"?target={id}&actor_ids[]=adminkey_01other"));
        Assert.Empty(await TypesAsync($"?target={id}&outcome=denied"));
        Assert.Empty(await TypesAsync($"?target={id}&created_at.lt=2020-01-01T00:00:00Z"));
        Assert.Equal(3, (await TypesAsync($"?target={id}&created_at.gte=2020-01-01T00:00:00Z&created_at.lte=2100-01-01T00:00:00Z")).Count);
        Assert.Empty(await TypesAsync("?target=%25")); // a wildcard of LIKE is a character here
    }

    [Fact]
    public async Task Pages_are_walked_whole_and_a_cursor_belongs_to_its_filters()
    {
        await MakeKeyAsync();
        var seen = new List<long>();
        string? page = null;
        do
        {
            var answer = await fixture.GetAsync("/audit_log?limit=3&created_at.gte=2020-01-01T00:00:00Z" + (page is null ? "" : "&page=" + page));
            seen.AddRange(answer.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt64()));
            page = answer.GetProperty("next_page").GetString();
            if (page is null) continue;
            Assert.Equal("page", (await fixture.RefusedAsync(HttpMethod.Get, "/audit_log?page=" + page)).Field);
            Assert.Equal("page", (await fixture.RefusedAsync(HttpMethod.Get, "/audit_log/reviews?page=" + page)).Field);
        }
        while (page is not null);

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i).Reverse(), seen);
    }

    [Theory]
    [InlineData("/audit_log?types[]=nonsense", "types[]")]
    [InlineData("/audit_log?outcome=maybe", "outcome")]
    [InlineData("/audit_log?created_at.gte=yesterday", "created_at.gte")]
    [InlineData("/audit_log?created_at.gte=2026-01-01T00:00:00Z&created_at.gt=2026-01-01T00:00:00Z", "created_at.gt")]
    [InlineData("/audit_log?limit=0", "limit")]
    [InlineData("/audit_log?page=page_AAAA", "page")]
    [InlineData("/audit_log?actor=x", "actor")]
    [InlineData("/audit_log/consistency?from=1", "to")]
    [InlineData("/audit_log/consistency?from=0&to=5", "from")]
    [InlineData("/audit_log/consistency?from=999999&to=1000000", "from")]
    [InlineData("/audit_log/export?format=xml", "format")]
    [InlineData("/audit_log/export?from=0", "from")]
    [InlineData("/audit_log/export?from=999999999", "from")]
    [InlineData("/request_log?outcomes[]=nonsense", "outcomes[]")]
    [InlineData("/request_log?request_id=nonsense", "request_id")]
    public async Task Wrong_questions_are_named(string path, string field)
    {
        var (status, type, named, _) = await fixture.RefusedAsync(HttpMethod.Get, path);
        Assert.Equal((400, "invalid_request_error", field), (status, type, named));
    }

    [Theory]
    [InlineData("/audit_log/0")]
    [InlineData("/audit_log/999999999")]
    [InlineData("/audit_log/-1")]
    [InlineData("/audit_log/x")]
    public async Task What_is_not_there_is_not_found(string path) => Assert.Equal(404, (await fixture.RefusedAsync(HttpMethod.Get, path)).Status);

    [Fact]
    public async Task An_entry_proves_itself_and_says_where_it_came_from()
    {
        await MakeKeyAsync();
        var newest = (await PageAsync("?limit=1"))[0].GetProperty("sequence").GetInt64();
        var key = await KeyAsync();
        foreach (var sequence in new[] { 1, newest / 2, newest })
        {
            var answer = await fixture.GetAsync($"/audit_log/{sequence}");
            var checkpoint = key.Open(answer.GetProperty("checkpoint").GetString()!, out _)!;
            var leaf = Convert.FromBase64String(answer.GetProperty("leaf").GetString()!);
            var proof = answer.GetProperty("proof").EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!)).ToList();
            Assert.True(MerkleProof.Includes((ulong)sequence - 1, (ulong)checkpoint.Size, MerkleHash.Leaf(leaf), proof, checkpoint.Root));
            Assert.Equal(sequence, JsonDocument.Parse(leaf).RootElement.GetProperty("sequence").GetInt64());
        }

        var request = (await fixture.GetAsync($"/audit_log/{newest}")).GetProperty("entry").GetProperty("request");
        Assert.StartsWith("req_", request.GetProperty("id").GetString());
        Assert.Equal("127.0.0.1", request.GetProperty("ip_address").GetString());
    }

    [Fact]
    public async Task The_actor_cannot_be_set_by_the_client()
    {
        var before = fixture.LastSequence();
        var body = AdminFixture.Bytes($$"""{"workspace_id":"{{fixture.WorkspaceId("Production")}}","service":"{{AdminFixture.Service()}}"}""");
        var (answer, _) = await fixture.SendAsync(HttpMethod.Post, "/api_keys", body, headers: headers =>
        {
            headers.Add("x-api-key", fixture.Gateway.AdminKey);
            foreach (var name in new[] { "x-actor", "x-forwarded-user", "x-forwarded-for", "forwarded", "anthropic-actor", "x-real-ip", "request-id", "x-request-id" }) headers.TryAddWithoutValidation(name, "mallory");
        });
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain("mallory", Assert.Single(fixture.EntriesAfter(before)).ToString());
        foreach (var field in new[] { "actor", "actor_id", "created_by", "sequence", "at" })
            Assert.Equal(400, (await fixture.RefusedAsync(HttpMethod.Post, "/audit_log/reviews", $$"""{"{{field}}":"mallory"}""")).Status);
    }

    [Fact]
    public async Task Checkpoints_extend_one_another()
    {
        var key = await KeyAsync();
        var older = await fixture.GetAsync("/audit_log/checkpoints/latest");
        await MakeKeyAsync();
        var newer = await fixture.GetAsync("/audit_log/checkpoints/latest");
        var (from, to) = (older.GetProperty("size").GetInt64(), newer.GetProperty("size").GetInt64());
        Assert.Equal(from + 1, to);

        var answer = await fixture.GetAsync($"/audit_log/consistency?from={from}&to={to}");
        var proof = answer.GetProperty("proof").EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!)).ToList();
        var (a, b) = (key.Open(older.GetProperty("checkpoint").GetString()!, out _)!, key.Open(newer.GetProperty("checkpoint").GetString()!, out _)!);
        Assert.True(MerkleProof.Extends((ulong)from, (ulong)to, proof, a.Root, b.Root));
        var listed = (await fixture.GetAsync("/audit_log/checkpoints?limit=1000")).GetProperty("data").EnumerateArray().Select(checkpoint => checkpoint.GetProperty("size").GetInt64()).ToList();
        Assert.Equal(listed.OrderDescending(), listed);
        Assert.Contains(from, listed);
    }

    [Fact]
    public async Task An_export_verifies_alone_whole_or_in_part_and_holds_its_own_beginning()
    {
        await MakeKeyAsync();
        var kept = new KeptCheckpoint("kept", (await fixture.GetAsync("/audit_log/checkpoints/latest")).GetProperty("checkpoint").GetString()!);
        await MakeKeyAsync();
        var key = await KeyAsync();
        foreach (var query in new[] { "", "?from=4", "?created_at.gte=2020-01-01T00:00:00Z" })
        {
            var export = await ExportAsync(query);
            using var stream = new MemoryStream(export);
            var verdict = ExportVerifier.Verify(stream, key, [kept]);
            Assert.Null(verdict.Fault);
            Assert.Equal(1, verdict.Kept);
            Assert.Equal(verdict.Newest!.Size, verdict.Header!.Last);
        }

        Assert.Contains("audit_log_export_started", System.Text.Encoding.UTF8.GetString(await ExportAsync("")).Split('\n')[^4]);
    }

    [Fact]
    public async Task Ocsf_events_have_who_what_when_and_result()
    {
        var lines = System.Text.Encoding.UTF8.GetString(await ExportAsync("?format=ocsf")).TrimEnd('\n').Split('\n');
        foreach (var line in lines)
        {
            var e = JsonDocument.Parse(line).RootElement;
            Assert.Equal("1.6.0", e.GetProperty("metadata").GetProperty("version").GetString());
            Assert.Equal(e.GetProperty("class_uid").GetInt64() * 100 + e.GetProperty("activity_id").GetInt64(), e.GetProperty("type_uid").GetInt64());
            Assert.Equal(e.GetProperty("class_uid").GetInt64() / 1000, e.GetProperty("category_uid").GetInt64());
            foreach (var field in new[] { "time", "severity_id", "status_id", "actor", "unmapped" }) Assert.True(e.TryGetProperty(field, out _), field);
            foreach (var field in new[] { "uid", "event_code", "tenant_uid", "product" }) Assert.True(e.GetProperty("metadata").TryGetProperty(field, out _), field);
        }
    }

    [Fact]
    public async Task A_review_is_recorded_and_ages()
    {
        var review = await fixture.PostAsync("/audit_log/reviews", new { note = "nothing unusual" });
        Assert.Equal("nothing unusual", (await fixture.GetAsync("/audit_log/reviews")).GetProperty("data")[0].GetProperty("note").GetString());
        var status = await fixture.GetAsync("/audit_log/status");
        Assert.Equal((review.GetProperty("up_to").GetInt64(), 0), (status.GetProperty("reviewed_up_to").GetInt64(), status.GetProperty("review_age_days").GetInt32()));
        Assert.Equal(["audit_log_review_recorded"], fixture.EntriesAfter(fixture.LastSequence() - 1).Select(entry => entry.GetProperty("type").GetString()));
        foreach (var wrong in new object[] { new { up_to = 0 }, new { up_to = 999_999_999 } })
            Assert.Equal("up_to", (await fixture.RefusedAsync(HttpMethod.Post, "/audit_log/reviews", wrong)).Field);
        Assert.Equal("note", (await fixture.RefusedAsync(HttpMethod.Post, "/audit_log/reviews", new { note = new string('x', 2_001) })).Field);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_read_and_taking_it_away_is_recorded()
    {
        var actor = fixture.Gateway.Server.SystemActor with { Type = "admin_key", Id = "adminkey_01restricted", Permissions = new HashSet<Permission>() };
        var before = fixture.LastSequence();
        Assert.Equal(ProblemKind.Forbidden, (await fixture.Gateway.Server.Service<RecordAuditReview>().RunAsync(actor, new RecordAuditReviewRequest(), default)).Problem!.Kind);
        var entry = Assert.Single(fixture.EntriesAfter(before));
        Assert.Equal(("audit_log_review_recorded", "denied", "audit.review"), (entry.GetProperty("type").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("detail").GetProperty("missing").GetString()));
    }

    [Fact]
    public async Task What_is_changed_in_the_store_is_named_and_a_rewritten_log_gets_no_signature()
    {
        var own = new AdminFixture();
        await own.InitializeAsync();
        await using var gateway = own.Gateway;
        var key = CheckpointVerifier.Read((await own.GetAsync("/audit_log/public_key")).GetProperty("public_key").GetString()!)!;
        await own.GetAsync("/audit_log/checkpoints/latest");
        using (var store = own.Open())
            store.Execute(TestStore.Postgres is null
                ? "UPDATE audit_entries SET entry = CAST(replace(CAST(entry AS TEXT), 'done', 'gone') AS BLOB) WHERE sequence = 4"
                : "UPDATE audit_entries SET entry = convert_to(replace(convert_from(entry, 'UTF8'), 'done', 'gone'), 'UTF8') WHERE sequence = 4");
        using (var stream = new MemoryStream(await ExportAsync("", own)))
            Assert.Equal((4, 4), (ExportVerifier.Verify(stream, key, []) is { Fault: { } fault } ? (fault.From, fault.To) : default));

        using (var store = own.Open()) store.Execute("UPDATE audit_nodes SET hash = @zeros WHERE level > 0 AND position = 0", new { zeros = new byte[32] }); // as who rewrites the beginning must
        await own.PostAsync("/audit_log/reviews", "{}");
        Assert.Equal(503, (await own.RefusedAsync(HttpMethod.Get, "/audit_log/checkpoints/latest")).Status);
        Assert.Contains("cut or rewritten", (await own.GetAsync("/audit_log/status")).GetProperty("signing_fault").GetString());
    }

    private async Task<string> MakeKeyAsync() =>
        (await fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service() })).GetProperty("api_key").GetProperty("id").GetString()!;

    private async Task<CheckpointVerifier> KeyAsync() => CheckpointVerifier.Read((await fixture.GetAsync("/audit_log/public_key")).GetProperty("public_key").GetString()!)!;

    private async Task<IReadOnlyList<JsonElement>> PageAsync(string query) => (await fixture.GetAsync("/audit_log" + query)).GetProperty("data").EnumerateArray().ToList();

    private async Task<IReadOnlyList<string>> TypesAsync(string query) => (await PageAsync(query)).Select(entry => entry.GetProperty("type").GetString()!).ToList();

    private async Task<byte[]> ExportAsync(string query, AdminFixture? of = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations/audit_log/export" + query);
        request.Headers.Add("x-api-key", (of ?? fixture).Gateway.AdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await (of ?? fixture).Gateway.Http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
