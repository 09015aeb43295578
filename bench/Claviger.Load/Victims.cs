using System.Text.Json;

namespace Claviger.Load;

/// <summary>Keys to load, each with an act that takes its access away.</summary>
internal sealed class Victims(AdminClient admin)
{
    private static readonly string[] Others = ["claude-opus-5-5"]; // not what the load asks for

    private int _count;

    public (string Name, Func<Task<(string Secret, Func<Task> Act)>> Prepare)[] All =>
    [
        ("revoke", () => KeyAsync(key => admin.PostAsync($"/api_keys/{key}", new { status = "archived" }))),
        ("disable", () => KeyAsync(key => admin.PostAsync($"/api_keys/{key}", new { status = "inactive" }))),
        ("rotate, leaked", () => KeyAsync(key => admin.PostAsync($"/api_keys/{key}/rotate", new { leaked = true }))),
        ("model rule", () => KeyAsync(key => admin.PostAsync($"/api_keys/{key}", new { models = Others }))),
        ("cap of zero", () => KeyAsync(key => admin.PostAsync("/spend_limits", new { scope = new { type = "api_key", api_key_id = key }, period = "daily", amount = "0" }))),
        ("archive workspace", async () =>
        {
            var place = await WorkspaceAsync();
            var (secret, _) = await MadeAsync(place, null, personal: false);
            return (secret, () => admin.PostAsync($"/workspaces/{place}/archive", null));
        }),
        ("offboard", async () =>
        {
            var place = await WorkspaceAsync();
            var invite = await admin.PostAsync("/invites", new { email = $"leaver{++_count}.{Environment.ProcessId}@example.org", role = "developer" });
            var joined = await admin.PostAsync("/invites/accept", new { acceptance_token = Text(invite, "acceptance_token") });
            var user = Text(joined.GetProperty("user"), "id");
            await admin.PostAsync($"/workspaces/{place}/members", new { user_id = user, workspace_role = "workspace_developer" });
            var (secret, _) = await MadeAsync(place, Text(joined, "secret"), personal: true);
            return (secret, () => admin.PostAsync($"/users/{user}/offboard", null));
        }),
    ];

    private async Task<(string, Func<Task>)> KeyAsync(Func<string, Task> act)
    {
        var (secret, key) = await MadeAsync(await WorkspaceAsync(), null, personal: false);
        return (secret, () => act(key));
    }

    private async Task<string> WorkspaceAsync() => Text(await admin.PostAsync("/workspaces", new { name = $"Withdrawals {++_count} {Environment.ProcessId}", environment = "staging" }), "id");

    private async Task<(string Secret, string Key)> MadeAsync(string workspace, string? by, bool personal)
    {
        var made = await admin.PostAsync("/api_keys", new { workspace_id = workspace, service = $"victim-{++_count}-of-{Environment.ProcessId}", personal }, by);
        return (Text(made, "secret"), Text(made.GetProperty("api_key"), "id"));
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
