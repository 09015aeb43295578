using System.Text.Json;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Workspaces_begin_and_end(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task A_new_workspace_has_every_field_in_every_version()
    {
        var made = await fixture.PostAsync("/workspaces", new { name = "Research", environment = "development", display_color = "#123abc", tags = new { team = "core" } });

        Assert.Equal(
            ["id", "type", "name", "created_at", "archived_at", "display_color", "compartment_id", "external_key_id", "user_profile_id", "tags", "data_residency", "environment", "is_default", "tier"],
            made.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("workspace", "Research", "#123abc", "development"), (Text(made, "type"), Text(made, "name"), Text(made, "display_color"), Text(made, "environment")));
        foreach (var empty in new[] { "archived_at", "external_key_id", "user_profile_id" }) Assert.Equal(JsonValueKind.Null, made.GetProperty(empty).ValueKind);
        Assert.StartsWith("cmp_", Text(made, "compartment_id"));
        Assert.Equal("""{"workspace_geo":"us","allowed_inference_geos":"unrestricted","default_inference_geo":"global"}""", made.GetProperty("data_residency").ToString());
        Assert.Equal(made.ToString(), (await fixture.GetAsync("/workspaces/" + Text(made, "id"))).ToString());
        Assert.Equal(made.ToString(), (await fixture.SendAsync(HttpMethod.Get, "/workspaces/" + Text(made, "id"), version: "2023-06-01")).Body.ToString());
    }

    [Fact]
    public async Task A_change_changes_what_it_names_and_null_deletes_a_tag()
    {
        var id = await MakeAsync("Changing", new { name = "Changing", tags = new { a = "1", b = "2" } });
        var changed = await fixture.PostAsync("/workspaces/" + id, """{"tags":{"a":null,"c":"3"}}""");

        Assert.Equal(("Changing", """{"b":"2","c":"3"}"""), (Text(changed, "name"), changed.GetProperty("tags").ToString()));
        changed = await fixture.PostAsync("/workspaces/" + id, new { name = "Changed" });
        Assert.Equal(("Changed", """{"b":"2","c":"3"}"""), (Text(changed, "name"), changed.GetProperty("tags").ToString()));
        Assert.Equal(changed.ToString(), (await fixture.PostAsync("/workspaces/" + id, "{}")).ToString());
    }

    [Fact]
    public async Task Data_residency_is_stored_and_changed_and_its_default_stays_inside()
    {
        var made = await fixture.PostAsync("/workspaces", """{"name":"Resident","data_residency":{"workspace_geo":"us","allowed_inference_geos":["us"],"default_inference_geo":"us"}}""");
        var path = "/workspaces/" + Text(made, "id");
        Assert.Equal("""{"workspace_geo":"us","allowed_inference_geos":["us"],"default_inference_geo":"us"}""", made.GetProperty("data_residency").ToString());
        Assert.Equal(made.ToString(), (await fixture.GetAsync(path)).ToString());

        await ChangedAsync("""{"allowed_inference_geos":["global","us"]}""", """{"workspace_geo":"us","allowed_inference_geos":["us","global"],"default_inference_geo":"us"}""");
        await ChangedAsync("""{"allowed_inference_geos":"unrestricted","default_inference_geo":"global"}""", """{"workspace_geo":"us","allowed_inference_geos":"unrestricted","default_inference_geo":"global"}""");
        await ChangedAsync("null", """{"workspace_geo":"us","allowed_inference_geos":"unrestricted","default_inference_geo":"global"}""");
        var entry = fixture.EntriesAfter(fixture.LastSequence() - 1).Single().ToString();
        Assert.Contains("\"allowed_inference_geos\":\"us,global\"", entry);

        await RefusedAsync("""{"allowed_inference_geos":["us"]}""", "data_residency.default_inference_geo", "data_residency.default_inference_geo: global is not among allowed_inference_geos (us): send one that is, in the same call");
        await RefusedAsync("""{"workspace_geo":"eu"}""", "data_residency.workspace_geo", "data_residency.workspace_geo: must be us: there is no other, and it is for life");
        foreach (var geos in new[] { "[]", "[\"eu\"]", "[\"us\",\"us\"]", "\"us\"", "7", "[1]" })
            await RefusedAsync($$"""{"allowed_inference_geos":{{geos}}}""", "data_residency.allowed_inference_geos", "data_residency.allowed_inference_geos: must be \"unrestricted\", or a list of us and global, each once");
        await RefusedAsync("""{"default_inference_geo":"eu"}""", "data_residency.default_inference_geo", "data_residency.default_inference_geo: must be us or global");
        await RefusedAsync("""{"inference_geo":"us"}""", "data_residency.inference_geo", "data_residency.inference_geo: unknown field; data_residency takes workspace_geo, allowed_inference_geos, default_inference_geo");
        await RefusedAsync("[]", "data_residency", "data_residency: must be an object, or null");

        async Task ChangedAsync(string to, string shown) => Assert.Equal(shown, (await fixture.PostAsync(path, $$"""{"data_residency":{{to}}}""")).GetProperty("data_residency").ToString());
        async Task RefusedAsync(string body, string field, string message) =>
            Assert.Equal((400, "invalid_request_error", field, message), await fixture.RefusedAsync(HttpMethod.Post, path, $$"""{"data_residency":{{body}}}"""));
    }

    [Fact]
    public async Task An_external_key_and_a_user_profile_are_written_once()
    {
        var id = await MakeAsync("Once");
        foreach (var (field, first, other, shape) in new[] { ("external_key_id", "ekey_01Ex", "ekey_01Other", "must be the id of an external key, like ekey_…"), ("user_profile_id", "uprof_01Ex", "uprof_01Other", "must be the id of a user profile, like uprof_…") })
        {
            Assert.Equal((400, "invalid_request_error", field, $"{field}: {shape}"), await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + id, new Dictionary<string, string> { [field] = "wrong" }));
            Assert.Equal(first, Text(await fixture.PostAsync("/workspaces/" + id, new Dictionary<string, string> { [field] = first }), field));
            Assert.Equal(first, Text(await fixture.PostAsync("/workspaces/" + id, new Dictionary<string, string?> { [field] = first }), field));
            Assert.Equal((400, field), Short(await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + id, new Dictionary<string, string> { [field] = other })));
            Assert.Equal(first, Text(await fixture.PostAsync("/workspaces/" + id, new Dictionary<string, string?> { [field] = null }), field));
        }

        Assert.Equal(
            (400, "invalid_request_error", "user_profile_id", "user_profile_id: the default workspace can't have a user profile; make a workspace for it"),
            await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + fixture.WorkspaceId("Default"), new { user_profile_id = "uprof_01Ex" }));
    }

    [Fact]
    public async Task A_name_is_taken_while_its_workspace_lives()
    {
        var first = await MakeAsync("Twice");
        var second = await MakeAsync("Other");

        foreach (var (path, name) in new[] { ("/workspaces", "Twice"), ("/workspaces/" + second, "Twice") })
        {
            var refused = await fixture.RefusedAsync(HttpMethod.Post, path, new { name });
            Assert.Equal((409, "conflict_error", "name", "name: 'Twice' is the name of another workspace; choose a different one"), refused);
        }

        await fixture.PostAsync($"/workspaces/{first}/archive");
        await fixture.PostAsync("/workspaces/" + second, new { name = "Twice" });
    }

    [Fact]
    public async Task Archiving_revokes_its_keys_and_is_for_good()
    {
        var id = await MakeAsync("Ending", new { name = "Ending", environment = "staging" });
        var keys = new List<JsonElement>();
        for (var i = 0; i < 3; i++) keys.Add(await fixture.PostAsync("/api_keys", new { workspace_id = id, service = AdminFixture.Service() }));
        Assert.Equal(200, await fixture.MessageStatusAsync(Text(keys[0], "secret")));

        var archived = await fixture.PostAsync($"/workspaces/{id}/archive");

        Assert.NotEqual(JsonValueKind.Null, archived.GetProperty("archived_at").ValueKind);
        foreach (var key in keys)
        {
            Assert.Equal(401, await fixture.MessageStatusAsync(Text(key, "secret")));
            Assert.Equal("archived", Text(await fixture.GetAsync("/api_keys/" + Text(key.GetProperty("api_key"), "id")), "status"));
        }

        Assert.Equal(archived.ToString(), (await fixture.PostAsync($"/workspaces/{id}/archive")).ToString());
        Assert.Contains("archived, for good", (await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + id, new { name = "Back" })).Message);
        var refused = await fixture.RefusedAsync(HttpMethod.Post, "/api_keys", new { workspace_id = id, service = "backend" });
        Assert.Equal((400, "workspace_id", "workspace_id: this workspace is archived, for good: make the key in another one"), (refused.Status, refused.Field, refused.Message));
    }

    [Fact]
    public async Task The_default_workspace_stays_as_it_is()
    {
        var id = fixture.WorkspaceId("Default");

        Assert.True((await fixture.GetAsync("/workspaces/" + id)).GetProperty("is_default").GetBoolean());
        Assert.Equal("the default workspace can't be archived; revoke its keys instead", (await fixture.RefusedAsync(HttpMethod.Post, $"/workspaces/{id}/archive")).Message);
        Assert.Equal((400, "name"), Short(await fixture.RefusedAsync(HttpMethod.Post, "/workspaces/" + id, new { name = "Main" })));
        Assert.Equal("#00ff00", Text(await fixture.PostAsync("/workspaces/" + id, new { display_color = "#00ff00" }), "display_color"));
    }

    [Fact]
    public async Task Lists_leave_out_the_archived_and_the_default_unless_asked()
    {
        var archived = await MakeAsync("Out of sight");
        await fixture.PostAsync($"/workspaces/{archived}/archive");
        var (live, standard) = (fixture.WorkspaceId("Staging"), fixture.WorkspaceId("Default"));

        Assert.Equal((true, false, false), await SeenAsync(""));
        Assert.Equal((true, true, false), await SeenAsync("&include_archived=true"));
        Assert.Equal((true, false, true), await SeenAsync("&include_default=true&include_archived=false"));
        Assert.Equal((false, true, false), await SeenAsync($"&include_archived=true&ids[]={archived}&ids[]=wrkspc_01none"));
        Assert.Equal((false, true, true), await SeenAsync($"&include_archived=true&include_default=true&ids%5B%5D={archived}&ids%5B%5D={standard}"));

        async Task<(bool Live, bool Archived, bool Standard)> SeenAsync(string query)
        {
            var ids = (await fixture.GetAsync("/workspaces?limit=1000" + query)).GetProperty("data").EnumerateArray().Select(item => Text(item, "id")).ToList();
            return (ids.Contains(live), ids.Contains(archived), ids.Contains(standard));
        }
    }

    [Fact]
    public async Task Members_and_the_organization_can_be_read()
    {
        var users = await fixture.GetAsync("/users?roles[]=admin&roles[]=user&email=ADMIN@LOCALHOST");
        var user = Assert.Single(users.GetProperty("data").EnumerateArray());

        Assert.Equal(["id", "type", "email", "name", "role", "added_at"], user.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("user", "admin", "admin@localhost"), (Text(user, "type"), Text(user, "role"), Text(user, "email")));
        Assert.Equal(user.ToString(), (await fixture.GetAsync("/users/" + Text(user, "id"))).ToString());
        Assert.Empty((await fixture.GetAsync("/users?roles[]=billing")).GetProperty("data").EnumerateArray());
        var me = await fixture.GetAsync("/me");
        Assert.Equal(("organization", "My organization"), (Text(me, "type"), Text(me, "name")));
        Assert.True(Guid.TryParse(Text(me, "id"), out _));
        var status = await fixture.GetAsync("/status");
        Assert.Equal(status.GetProperty("change").GetInt64(), status.GetProperty("snapshot_change").GetInt64());
    }

    private async Task<string> MakeAsync(string name, object? body = null) => Text(await fixture.PostAsync("/workspaces", body ?? new { name }), "id");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static (int, string?) Short((int Status, string Type, string? Field, string Message) refused) => (refused.Status, refused.Field);
}
