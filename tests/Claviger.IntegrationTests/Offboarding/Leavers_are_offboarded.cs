using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Offboarding;

/// <summary>S11, R15, X5: one act ends every credential of a person; what they made goes on, and is accounted for.</summary>
public sealed class Leavers_are_offboarded(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static int _count;

    private TestGateway Gateway => fixture.Gateway;

    private string Staging => Gateway.WorkspaceId("Staging");

    [Fact]
    public async Task Every_credential_of_theirs_is_refused_when_the_call_returns()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var (personalId, personal) = await KeyAsync(leaver, personal: true);
        var second = await Gateway.AdminKeyAsync(new { name = "laptop", owner_type = "user" }, leaver.Secret);
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "user", user_id = leaver.Id }, period = "monthly", amount = "5000" });
        var asked = await Gateway.Ok(HttpMethod.Post, "/spend_limit_increase_requests", new { amount = "9000", reason = "before they knew" }, leaver.Secret);
        var (_, service) = await KeyAsync(leaver, personal: false);
        Assert.Equal(200, await AskAsync(personal));

        var answer = await OffboardAsync(leaver.Id);

        Assert.Equal(401, await AskAsync(personal));
        foreach (var secret in new[] { leaver.Secret, second.Secret })
            Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: secret)).Status);
        Assert.Equal(200, await AskAsync(service)); // a service doesn't break
        var report = answer.GetProperty("offboarding");
        Assert.Equal([personalId], Ids(report, "personal_keys"));
        Assert.Equal([leaver.KeyId, second.Id], Ids(report, "admin_keys"));
        Assert.Equal([asked.Text("id")], report.GetProperty("increase_requests").EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, $"/spend_limit_increase_requests/{asked.Text("id")}/approve", new { amount = "9000" })).Status);
        Assert.Equal("archived", (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + personalId)).Text("status"));
        Assert.Equal("workspace_developer", report.GetProperty("workspaces")[0].Text("workspace_role"));
        Assert.False(report.GetProperty("personal_keys")[0].GetProperty("secrets")[0].GetProperty("last_used_at").ValueKind == JsonValueKind.Null);
        Assert.False(report.GetProperty("admin_keys")[0].GetProperty("last_used_at").ValueKind == JsonValueKind.Null);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, "/users/" + leaver.Id)).Status);
    }

    [Fact]
    public async Task Who_comes_back_gets_nothing_of_what_they_had()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_admin");
        var (personalId, personal) = await KeyAsync(leaver, personal: true);
        await OffboardAsync(leaver.Id);

        var back = await Gateway.JoinAsync("developer", leaver.Email);
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Staging}/members", new { user_id = back.Id, workspace_role = "workspace_admin" });

        Assert.NotEqual(leaver.Id, back.Id);
        Assert.Equal(401, await AskAsync(personal));
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: leaver.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/api_keys/" + personalId, new { status = "active" })).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, $"/api_keys/{personalId}/rotate", new { }, back.Secret)).Status); // it was somebody else's
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var (_, personal) = await KeyAsync(leaver, personal: true);
        var (serviceId, service) = await KeyAsync(leaver, personal: false);
        var sequence = fixture.LastSequence();
        var all = new { dry_run = true, hand_over = true, rotate = true, end_admin_keys = true };

        var dry = await OffboardAsync(leaver.Id, all);

        Assert.Equal(sequence, fixture.LastSequence());
        Assert.Equal((200, 200), (await AskAsync(personal), await AskAsync(service)));
        await Gateway.Ok(HttpMethod.Get, "/me", key: leaver.Secret);
        Assert.Empty(dry.GetProperty("secrets").EnumerateArray());
        Assert.Equal(leaver.Id, (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + serviceId)).GetProperty("owner").Text("id"));
        var real = await OffboardAsync(leaver.Id, all with { dry_run = false });
        Assert.Equal(Comparable(dry), Comparable(real));
    }

    [Fact]
    public async Task Services_keys_are_listed_handed_over_and_rotated_in_the_same_act()
    {
        var place = (await Gateway.Ok(HttpMethod.Post, "/workspaces", new { name = "Heirs", environment = "staging" })).Text("id");
        var heir = await Gateway.JoinAsync("developer", place, "workspace_admin");
        var leaver = await Gateway.JoinAsync("developer", place, "workspace_developer");
        var (ownedId, owned) = await KeyAsync(leaver, personal: false, place);
        var (seenId, seen) = await KeyAsync(heir, personal: false, place);
        await Gateway.Ok(HttpMethod.Post, $"/api_keys/{seenId}/rotate", new { overlap_seconds = 0 }, leaver.Secret); // its secret stood in their answer
        var (unrelatedId, _) = await KeyAsync(heir, personal: false, place);

        var answer = await OffboardAsync(leaver.Id, new { hand_over = true, rotate = true, overlap_seconds = 0 });

        var keys = answer.GetProperty("offboarding").GetProperty("service_keys").EnumerateArray().ToDictionary(key => key.Text("id"));
        Assert.Equal(new[] { ownedId, seenId }.Order(), keys.Keys.Order());
        Assert.DoesNotContain(unrelatedId, keys.Keys);
        Assert.Equal(["owner", "created", "secret_seen"], keys[ownedId].GetProperty("because").EnumerateArray().Select(reason => reason.GetString()));
        Assert.Equal(["secret_seen"], keys[seenId].GetProperty("because").EnumerateArray().Select(reason => reason.GetString()));
        Assert.Equal(heir.Id, keys[ownedId].GetProperty("new_owner").Text("user_id"));
        Assert.Equal(heir.Id, (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + ownedId)).GetProperty("owner").Text("id"));
        Assert.All(keys.Values, key => Assert.False(key.GetProperty("knows_secret").GetBoolean()));
        Assert.Equal(401, await AskAsync(owned));
        var secrets = answer.GetProperty("secrets").EnumerateArray().ToDictionary(secret => secret.Text("api_key_id"), secret => secret.Text("secret"));
        Assert.Equal(200, await AskAsync(secrets[ownedId]));
        Assert.Equal(200, await AskAsync(secrets[seenId]));
        Assert.Equal(401, await AskAsync(seen));
    }

    [Fact]
    public async Task With_an_overlap_the_report_says_until_when_the_known_secret_works()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var (id, old) = await KeyAsync(leaver, personal: false);

        var answer = await OffboardAsync(leaver.Id, new { rotate = true, overlap_seconds = 3600 });

        var key = Assert.Single(answer.GetProperty("offboarding").GetProperty("service_keys").EnumerateArray());
        Assert.True(key.GetProperty("knows_secret").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, key.GetProperty("known_secret_works_until").ValueKind);
        Assert.Equal(200, await AskAsync(old));
        Assert.Equal(id, Assert.Single(answer.GetProperty("secrets").EnumerateArray()).Text("api_key_id"));
    }

    [Fact]
    public async Task The_report_is_kept_without_secrets_and_the_log_names_it()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        await KeyAsync(leaver, personal: false);
        var answer = await OffboardAsync(leaver.Id, new { rotate = true });
        var id = answer.GetProperty("offboarding").Text("id");

        var kept = await Gateway.Ok(HttpMethod.Get, "/offboardings/" + id);

        Assert.Equal(answer.GetProperty("offboarding").GetRawText(), kept.GetRawText());
        Assert.DoesNotContain(answer.GetProperty("secrets")[0].Text("secret"), kept.GetRawText());
        Assert.Equal(id, (await Gateway.Ok(HttpMethod.Get, "/offboardings?limit=1")).GetProperty("data")[0].Text("id"));
        Assert.Contains(id, (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=10")).ToString());
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, "/offboardings/offb_01unknown")).Status);
    }

    [Fact]
    public async Task Every_other_way_out_ends_the_same_and_leaves_a_report_too()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var (personalId, personal) = await KeyAsync(leaver, personal: true);

        await Gateway.Ok(HttpMethod.Delete, "/users/" + leaver.Id);

        Assert.Equal(401, await AskAsync(personal));
        var latest = (await Gateway.Ok(HttpMethod.Get, "/offboardings?limit=1")).GetProperty("data")[0];
        Assert.Equal(leaver.Id, latest.GetProperty("user").Text("id"));
        Assert.Equal([personalId], Ids(latest, "personal_keys"));
    }

    [Fact]
    public async Task A_personal_key_is_its_owners_alone_and_works_where_they_may_make_keys()
    {
        var owner = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var other = await Gateway.JoinAsync("developer", Staging, "workspace_admin");
        var (id, secret) = await KeyAsync(owner, personal: true);
        Assert.Equal(("user_actor", owner.Id), (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + id)).GetProperty("principal") is var principal ? (principal.Text("type"), principal.Text("user_id")) : default);

        Assert.Equal((403, "beyond_own_rights"), await Gateway.Refused(HttpMethod.Post, $"/api_keys/{id}/rotate", new { }, other.Secret) is var (status, _, code) ? (status, code) : default);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/api_keys/" + id, new { owner_user_id = other.Id })).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/api_keys", new { workspace_id = Staging, service = "for-another", personal = true, owner_user_id = owner.Id }, other.Secret)).Status);

        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Staging}/members/{owner.Id}", new { workspace_role = "workspace_user" });
        Assert.Equal(401, await AskAsync(secret));
        Assert.Equal("inactive", (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + id)).Text("status"));
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Staging}/members/{owner.Id}", new { workspace_role = "workspace_developer" });
        Assert.Equal(200, await AskAsync(secret));
        await Gateway.Ok(HttpMethod.Delete, $"/workspaces/{Staging}/members/{owner.Id}");
        Assert.Equal(401, await AskAsync(secret));
    }

    [Fact]
    public async Task Who_may_not_rotate_offboards_nobody_with_rotation_and_nothing_is_half_done()
    {
        var leaver = await Gateway.JoinAsync("developer", Staging, "workspace_developer");
        var (id, _) = await KeyAsync(leaver, personal: false);
        var (_, keeper) = await Gateway.AdminKeyAsync(new { name = "keeper of members " + Interlocked.Increment(ref _count), scopes = new[] { "members.delete", "keys.read", "keys.update", "members.read", "organization.read", "personal_keys.create", "rates.read", "workspaces.read", "keys.create", "keys.revoke", "usage.read", "limits.read", "limits.request", "keys.rotate" } });
        var (_, weak) = await Gateway.AdminKeyAsync(new { name = "weak keeper " + _count, scopes = new[] { "members.delete", "keys.read" } });

        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { rotate = true, hand_over = true }, weak)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { end_admin_keys = true, new_owner_user_id = "user_01nobody" }, weak)).Status);
        await Gateway.Ok(HttpMethod.Get, "/me", key: leaver.Secret);
        Assert.Equal(leaver.Id, (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + id)).GetProperty("owner").Text("id"));

        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { new_owner_user_id = leaver.Id }, keeper)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { overlap_seconds = 5 }, keeper)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { rotate = true, overlap_seconds = 2_592_001 }, keeper)).Status);
        await Gateway.Ok(HttpMethod.Post, $"/users/{leaver.Id}/offboard", new { rotate = true, hand_over = true }, keeper);
    }

    private async Task<(string Id, string Secret)> KeyAsync(Person person, bool personal, string? workspace = null)
    {
        var made = await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = workspace ?? Staging, service = $"leaving-{Interlocked.Increment(ref _count)}", personal }, person.Secret);
        return (made.GetProperty("api_key").Text("id"), made.Text("secret"));
    }

    private Task<JsonElement> OffboardAsync(string id, object? how = null) => Gateway.Ok(HttpMethod.Post, $"/users/{id}/offboard", how);

    private async Task<int> AskAsync(string secret)
    {
        using var request = Gateway.Message(key: secret);
        using var answer = await Gateway.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static IEnumerable<string> Ids(JsonElement report, string list) => report.GetProperty(list).EnumerateArray().Select(key => key.Text("id"));

    /// <summary>What it is about, without what every run makes anew and what was used meanwhile.</summary>
    private static string Comparable(JsonElement answer) => string.Join('\n', answer.GetProperty("offboarding").EnumerateObject()
        .Where(field => field.Name is not ("id" or "dry_run" or "offboarded_at"))
        .Select(field => field.Name switch
        {
            "service_keys" => string.Join(',', field.Value.EnumerateArray().Select(key => $"{key.Text("id")} {key.GetProperty("new_owner")} {key.GetProperty("rotated")} {key.GetProperty("because")} {key.GetProperty("secrets").GetArrayLength()}")),
            "personal_keys" or "admin_keys" => string.Join(',', field.Value.EnumerateArray().Select(key => key.Text("id"))),
            _ => field.Value.ToString(),
        }));
}
