using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>Somebody with a credential of their own.</summary>
public sealed record Person(string Id, string Email, string Secret, string KeyId);

/// <summary>Makes people and keys by the doors that users take.</summary>
public static class People
{
    private static int _count;

    public static string Email() => $"person{Interlocked.Increment(ref _count)}@example.org";

    public static async Task<JsonElement> Ok(this TestGateway gateway, HttpMethod method, string path, object? body = null, string? key = null)
    {
        var (status, answer) = await gateway.AdminAsync(method, path, body, key);
        Assert.True((int)status == 200, $"{method} {path}: {(int)status} {answer}");
        return answer;
    }

    public static async Task<(int Status, string Message, string? Code)> Refused(this TestGateway gateway, HttpMethod method, string path, object? body = null, string? key = null)
    {
        var (status, answer) = await gateway.AdminAsync(method, path, body, key);
        Assert.True((int)status >= 400, $"{method} {path}: {(int)status} {answer}");
        var error = answer.GetProperty("error");
        return ((int)status, error.GetProperty("message").GetString()!, error.Child("details")?.Child("error_code")?.GetString());
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null ? child : null;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>By an invite and its acceptance.</summary>
    public static async Task<Person> JoinAsync(this TestGateway gateway, string role, string? email = null)
    {
        email ??= Email();
        var invite = await gateway.Ok(HttpMethod.Post, "/invites", new { email, role });
        return await gateway.AcceptAsync(invite.Text("acceptance_token"));
    }

    public static async Task<Person> AcceptAsync(this TestGateway gateway, string token)
    {
        var accepted = await gateway.Ok(HttpMethod.Post, "/invites/accept", new { acceptance_token = token }, key: "");
        var user = accepted.GetProperty("user");
        return new Person(user.Text("id"), user.Text("email"), accepted.Text("secret"), accepted.GetProperty("admin_key").Text("id"));
    }

    public static async Task<Person> JoinAsync(this TestGateway gateway, string role, string workspaceId, string workspaceRole)
    {
        var person = await gateway.JoinAsync(role);
        await gateway.Ok(HttpMethod.Post, $"/workspaces/{workspaceId}/members", new { user_id = person.Id, workspace_role = workspaceRole });
        return person;
    }

    public static async Task<(string Id, string Secret)> AdminKeyAsync(this TestGateway gateway, object body, string? by = null)
    {
        var made = await gateway.Ok(HttpMethod.Post, "/admin_keys", body, by);
        return (made.GetProperty("admin_key").Text("id"), made.Text("secret"));
    }

    public static string WorkspaceId(this TestGateway gateway, string name) => gateway.Server.Policy.Current.Workspaces.Single(workspace => workspace.Name == name).Id.Value;
}
