using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Anthropic.Models.Organization.Invites;
using Anthropic.Models.Organization.Workspaces;
using Claviger.Core.Audit;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Rules;
using Claviger.IntegrationTests.Sdk;
using Xunit;
using WorkspaceMembers = Anthropic.Models.Organization.Workspaces.Members;

namespace Claviger.IntegrationTests.Life;

/// <summary>X7, S16: create, staff, key, rotate, offboard, archive, by each way that users have; and the log proves it afterwards (X3).</summary>
public sealed class An_organization_lives : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task By_curl()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "examples", "life-of-an-organization.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CLAVIGER_URL"] = _gateway.Url;
        start.Environment["CLAVIGER_ADMIN_KEY"] = _gateway.AdminKey;
        start.Environment["CLAVIGER_CLI"] = Path.Combine(Repository.Root, "artifacts", "bin", "Claviger", "release", "claviger");
        Assert.SkipWhen(!Runs("curl"), "curl is not here");

        using var script = Process.Start(start)!;
        var (output, errors) = (script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(script.ExitCode == 0, $"{await output}\n{await errors}");
        Assert.EndsWith("ok  the export proves itself, offline\n", await output);
        await TheLogProvesItAsync();
    }

    [Fact]
    public async Task By_the_TypeScript_SDK()
    {
        var said = await TypeScript.RunAsync(_gateway, "life.mjs");

        string Of(string name) => JsonSerializer.Serialize(said.GetProperty(name));
        Assert.Equal(("[200,200]", "[200,200]", "401"), (Of("before"), Of("overlap"), Of("ended")));
        Assert.Equal(("[401,401,401,200]", "\"NotFoundError\""), (Of("after"), Of("gone")));
        Assert.Equal(("true", "true", "401"), (Of("heir"), Of("archived"), Of("atLast")));
        Assert.DoesNotContain("grace-ts@example.org", Of("members"));
        await TheLogProvesItAsync();
    }

    [Fact]
    public async Task By_the_CSharp_SDK()
    {
        using var client = Sdk.Sdk.Client(_gateway, _gateway.AdminKey);
        var organization = client.Organization;
        var workspace = await organization.Workspaces.Create(new WorkspaceCreateParams { Name = "Life by C#" });

        var ada = await JoinAsync("ada@example.org");
        await organization.Workspaces.Members.Update(ada.Id, new WorkspaceMembers.MemberUpdateParams { WorkspaceID = workspace.ID, WorkspaceRole = "workspace_admin" });
        var grace = await JoinAsync("grace@example.org");
        var made = await _gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = workspace.ID, environment = "staging", service = "life" }, grace.Secret);
        var key = made.GetProperty("api_key").Text("id");
        var personal = (await _gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = workspace.ID, environment = "staging", service = "laptop", personal = true }, grace.Secret)).Text("secret");
        Assert.Equal((200, 200), (await AskAsync(made.Text("secret")), await AskAsync(personal)));

        var rotated = await _gateway.Ok(HttpMethod.Post, $"/api_keys/{key}/rotate", new { overlap_seconds = 3600 }, grace.Secret);
        Assert.Equal((200, 200), (await AskAsync(made.Text("secret")), await AskAsync(rotated.Text("secret"))));
        await _gateway.Ok(HttpMethod.Post, $"/api_keys/{key}/secrets/{rotated.GetProperty("previous").Text("id")}/end", null, grace.Secret);
        Assert.Equal(401, await AskAsync(made.Text("secret")));

        var left = await _gateway.Ok(HttpMethod.Post, $"/users/{grace.Id}/offboard", new { hand_over = true, rotate = true, overlap_seconds = 0 });
        var after = left.GetProperty("secrets")[0].Text("secret");
        Assert.Equal((401, 401, 200), (await AskAsync(personal), await AskAsync(rotated.Text("secret")), await AskAsync(after)));
        await Assert.ThrowsAsync<Anthropic.Exceptions.AnthropicUnauthorizedException>(() => Sdk.Sdk.Client(_gateway, grace.Secret).Organization.Retrieve());
        Assert.Equal("active", (await organization.ApiKeys.Retrieve(key)).Status.Raw());

        Assert.NotNull((await organization.Workspaces.Archive(workspace.ID)).ArchivedAt);
        Assert.Equal("archived", (await organization.ApiKeys.Retrieve(key)).Status.Raw());
        Assert.Equal(401, await AskAsync(after));
        await TheLogProvesItAsync();

        async Task<Person> JoinAsync(string email)
        {
            var invite = await organization.Invites.Create(new InviteCreateParams { Email = email, Role = "developer" });
            var person = await _gateway.AcceptAsync(invite.RawData["acceptance_token"].GetString()!);
            await organization.Workspaces.Members.Add(workspace.ID, new WorkspaceMembers.MemberAddParams { UserID = person.Id, WorkspaceRole = "workspace_developer" });
            return person;
        }
    }

    private async Task<int> AskAsync(string secret)
    {
        using var client = Sdk.Sdk.Client(_gateway, secret, retries: 0);
        try
        {
            await client.Messages.Create(Sdk.Sdk.Ask());
            return 200;
        }
        catch (Anthropic.Exceptions.AnthropicApiException refused)
        {
            return (int)refused.StatusCode;
        }
    }

    private async Task TheLogProvesItAsync()
    {
        var key = CheckpointVerifier.Read((await _gateway.Ok(HttpMethod.Get, "/audit_log/public_key")).Text("public_key"))!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations/audit_log/export");
        request.Headers.Add("x-api-key", _gateway.AdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await _gateway.Http.SendAsync(request);
        var export = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        using var stream = new MemoryStream(export);
        var verdict = ExportVerifier.Verify(stream, key, []);
        Assert.Null(verdict.Fault);
        foreach (var act in new[] { "platform_workspace_created", "org_user_invite_sent", "platform_workspace_member_added", "platform_api_key_created", "platform_api_key_rotated", "org_user_deleted", "platform_workspace_archived" })
            Assert.Contains(act, System.Text.Encoding.UTF8.GetString(export));
    }

    private static bool Runs(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
