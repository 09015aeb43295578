using Claviger.Control.Members;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Api;
using Claviger.Storage;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>S1, S15, R6, R15: people, their roles, and what ends with them.</summary>
public sealed class Members_come_and_go(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private Hosting.TestGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task An_invited_person_joins_with_the_role_and_a_key_that_acts_as_them()
    {
        var invite = await Gateway.Ok(HttpMethod.Post, "/invites", new { email = "New.Person@Example.org", role = "developer" });
        Assert.Equal(
            ["id", "type", "email", "role", "status", "invited_at", "expires_at", "accepted_at", "rbac_group_ids", "acceptance_token"],
            invite.EnumerateObject().Select(field => field.Name));
        Assert.Equal(TimeSpan.FromDays(21), invite.GetProperty("expires_at").GetDateTimeOffset() - invite.GetProperty("invited_at").GetDateTimeOffset());
        Assert.False((await Gateway.Ok(HttpMethod.Get, "/invites/" + invite.Text("id"))).TryGetProperty("acceptance_token", out _));

        var person = await Gateway.AcceptAsync(invite.Text("acceptance_token"));

        var user = await Gateway.Ok(HttpMethod.Get, "/users/" + person.Id);
        Assert.Equal(("New.Person@Example.org", "developer"), (user.Text("email"), user.Text("role")));
        Assert.Equal("accepted", (await Gateway.Ok(HttpMethod.Get, "/invites/" + invite.Text("id"))).Text("status"));
        Assert.Single((await Gateway.Ok(HttpMethod.Get, "/users?email=NEW.PERSON@example.ORG")).GetProperty("data").EnumerateArray());
        await Gateway.Ok(HttpMethod.Get, "/me", key: person.Secret);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/users", key: person.Secret)).Status);
        Assert.Equal((400, "already_member"), Short(await Gateway.Refused(HttpMethod.Post, "/invites", new { email = "new.person@example.org", role = "user" })));
    }

    [Fact]
    public async Task A_token_is_good_once_and_every_wrong_one_gets_the_same_answer()
    {
        var used = (await Gateway.Ok(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" })).Text("acceptance_token");
        await Gateway.AcceptAsync(used);
        var withdrawn = await Gateway.Ok(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" });
        await Gateway.Ok(HttpMethod.Delete, "/invites/" + withdrawn.Text("id"));
        var strangers = Claviger.Core.Keys.KeyToken.New(Claviger.Core.Keys.KeyTokenKind.Invite);
        var sequence = fixture.LastSequence();

        var answers = new HashSet<(int, string, string?)>();
        foreach (var token in new[] { used, withdrawn.Text("acceptance_token"), strangers, strangers[..^1] + (strangers[^1] == 'a' ? 'b' : 'a'), "x", "", Gateway.AdminKey, Gateway.Key.Secret })
            answers.Add(await Gateway.Refused(HttpMethod.Post, "/invites/accept", new { acceptance_token = token }, key: ""));

        Assert.Equal(401, Assert.Single(answers).Item1);
        Assert.Equal(sequence, fixture.LastSequence());
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, "/invites/" + withdrawn.Text("id"))).Status);
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/invites", key: "")).Status); // only that one path is open
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: used)).Status);
    }

    [Fact]
    public async Task One_address_has_one_pending_invite_and_only_a_pending_one_is_deleted()
    {
        var email = People.Email();
        var invite = await Gateway.Ok(HttpMethod.Post, "/invites", new { email, role = "user" });
        Assert.Equal((400, "invite_already_exists"), Short(await Gateway.Refused(HttpMethod.Post, "/invites", new { email = email.ToUpperInvariant(), role = "user" })));
        Assert.Contains(invite.Text("id"), (await Gateway.Ok(HttpMethod.Get, "/invites?limit=1000&statuses[]=pending&email=" + email)).ToString());
        Assert.DoesNotContain(invite.Text("id"), (await Gateway.Ok(HttpMethod.Get, "/invites?limit=1000&statuses[]=accepted")).ToString());
        Assert.Equal("invite_deleted", (await Gateway.Ok(HttpMethod.Delete, "/invites/" + invite.Text("id"))).Text("type"));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Delete, "/invites/" + invite.Text("id"))).Status);

        var second = await Gateway.Ok(HttpMethod.Post, "/invites", new { email, role = "user" });
        await Gateway.AcceptAsync(second.Text("acceptance_token"));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Delete, "/invites/" + second.Text("id"))).Status);
    }

    [Fact]
    public async Task A_changed_role_counts_from_the_next_request()
    {
        var person = await Gateway.JoinAsync("user");
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/spend_limits", key: person.Secret)).Status);

        var changed = await Gateway.Ok(HttpMethod.Post, "/users/" + person.Id, new { role = "billing" });
        Assert.Equal("billing", changed.Text("role"));
        await Gateway.Ok(HttpMethod.Get, "/spend_limits", key: person.Secret);

        await Gateway.Ok(HttpMethod.Post, "/users/" + person.Id, new { role = "user" });
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/spend_limits", key: person.Secret)).Status);
    }

    [Fact]
    public async Task With_the_member_goes_what_acts_as_them_and_coming_back_revives_nothing()
    {
        var admin = await Gateway.JoinAsync("admin");
        var second = await Gateway.AdminKeyAsync(new { name = "laptop", owner_type = "user" }, admin.Secret);
        var organizations = await Gateway.AdminKeyAsync(new { name = "made-by-" + admin.Id }, admin.Secret);
        var pending = await Gateway.Ok(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" }, admin.Secret);
        var workspace = Gateway.WorkspaceId("Staging");
        var before = fixture.LastSequence();

        Assert.Equal($$"""{"id":"{{admin.Id}}","type":"user_deleted"}""", (await Gateway.Ok(HttpMethod.Delete, "/users/" + admin.Id)).ToString());

        foreach (var secret in new[] { admin.Secret, second.Secret }) Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: secret)).Status);
        await Gateway.Ok(HttpMethod.Get, "/me", key: organizations.Secret); // the organization's own outlives its maker
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Post, "/invites/accept", new { acceptance_token = pending.Text("acceptance_token") }, key: "")).Status);
        Assert.Equal("archived", (await Gateway.Ok(HttpMethod.Get, "/admin_keys/" + second.Id)).Text("status"));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, "/users/" + admin.Id)).Status);
        Assert.Equal(
            ["org_user_deleted", "admin_api_key_deleted", "admin_api_key_deleted", "org_user_invite_deleted"],
            fixture.EntriesAfter(before).Select(entry => entry.Text("type")));

        var again = await Gateway.JoinAsync("user", admin.Email);
        Assert.NotEqual(admin.Id, again.Id);
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: admin.Secret)).Status);
        Assert.DoesNotContain(again.Id, (await Gateway.Ok(HttpMethod.Get, $"/workspaces/{workspace}/members")).ToString());
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_is_told_to_look_again()
    {
        var person = await Gateway.JoinAsync("user");
        var update = Gateway.Server.Service<UpdateMember>();
        var actor = Gateway.Server.SystemActor;
        Task<Claviger.Core.Outcome<UserView>> first, second;
        // Both begin while another writer has the turn, so both decide on the same version.
        using (await Gateway.Server.Service<Database>().BeginAdminAsync(default))
        {
            first = update.RunAsync(actor, person.Id, new UpdateUserRequest("developer"), null, null, default);
            second = update.RunAsync(actor, person.Id, new UpdateUserRequest("billing"), null, null, default);
        }

        var outcomes = await Task.WhenAll(first, second);
        Assert.Single(outcomes, outcome => outcome.Value is not null);
        Assert.Equal("concurrent_membership_change", Assert.Single(outcomes, outcome => outcome.Problem is not null).Problem!.ErrorCode);
    }

    [Fact]
    public async Task An_act_of_somebody_who_was_demoted_while_it_waited_is_refused()
    {
        var (boss, person) = (await Gateway.JoinAsync("admin"), await Gateway.JoinAsync("user"));
        var update = Gateway.Server.Service<UpdateMember>();
        var actor = Gateway.Server.SystemActor;
        var asBoss = actor with { Type = "user", Id = boss.Id, Member = new Claviger.Core.MemberId(boss.Id) };
        Task<Claviger.Core.Outcome<UserView>> demotion, act;
        using (await Gateway.Server.Service<Database>().BeginAdminAsync(default))
        {
            demotion = update.RunAsync(actor, boss.Id, new UpdateUserRequest("user"), null, null, default);
            act = update.RunAsync(asBoss, person.Id, new UpdateUserRequest("admin"), null, null, default);
        }

        Assert.NotNull((await demotion).Value);
        Assert.Equal("concurrent_membership_change", (await act).Problem?.ErrorCode);
        Assert.Equal("user", (await Gateway.Ok(HttpMethod.Get, "/users/" + person.Id)).Text("role"));
    }

    [Fact]
    public async Task A_caller_may_name_the_version_it_saw()
    {
        var person = await Gateway.JoinAsync("user");
        var (seen, _) = await fixture.SendAsync(HttpMethod.Get, "/users/" + person.Id);
        var etag = seen.Headers.ETag!.ToString();
        await Gateway.Ok(HttpMethod.Post, "/users/" + person.Id, new { role = "developer" });

        var (late, body) = await fixture.SendAsync(HttpMethod.Post, "/users/" + person.Id, AdminFixture.Bytes("""{"role":"billing"}"""), headers: headers =>
        {
            headers.Add("x-api-key", Gateway.AdminKey);
            headers.TryAddWithoutValidation("if-match", etag);
        });
        Assert.Equal((409, "concurrent_membership_change"), ((int)late.StatusCode, body.GetProperty("error").GetProperty("details").Text("error_code")));

        var (bad, _) = await fixture.SendAsync(HttpMethod.Delete, "/users/" + person.Id, headers: headers =>
        {
            headers.Add("x-api-key", Gateway.AdminKey);
            headers.TryAddWithoutValidation("if-match", "*");
        });
        Assert.Equal(400, (int)bad.StatusCode);
        var (fresh, _) = await fixture.SendAsync(HttpMethod.Get, "/users/" + person.Id);
        var (done, _) = await fixture.SendAsync(HttpMethod.Delete, "/users/" + person.Id, headers: headers =>
        {
            headers.Add("x-api-key", Gateway.AdminKey);
            headers.TryAddWithoutValidation("if-match", fresh.Headers.ETag!.ToString());
        });
        Assert.Equal(200, (int)done.StatusCode);
    }

    [Fact]
    public async Task Nobody_touches_whoever_may_more()
    {
        var admin = await Gateway.JoinAsync("admin");
        var helper = await Gateway.AdminKeyAsync(new { name = "helper-" + admin.Id, scopes = new[] { "members.read", "members.update", "members.delete", "invites.create", "personal_keys.create", "organization.read", "workspaces.read", "limits.request" } });

        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Post, "/users/" + admin.Id, new { role = "user" }, helper.Secret)));
        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Delete, "/users/" + admin.Id, key: helper.Secret)));
        Assert.Equal((403, "beyond_own_rights"), Short(await Gateway.Refused(HttpMethod.Post, "/invites", new { email = People.Email(), role = "billing" }, helper.Secret)));
        await Gateway.Ok(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" }, helper.Secret);
    }

    private static (int, string?) Short((int Status, string Message, string? Code) refused) => (refused.Status, refused.Code);
}
