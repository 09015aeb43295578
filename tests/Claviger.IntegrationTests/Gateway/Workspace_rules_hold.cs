using System.Text.Json;
using Claviger.Control.Workspaces;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>S3: what a workspace demands of its requests, before anything is sent (R6).</summary>
public sealed class Workspace_rules_hold
{
    private const string OnlyUs = """{"allowed_inference_geos":["us"],"default_inference_geo":"us"}""";
    private const string New = "claude-haiku-5-5", Old = "claude-haiku-4-5";

    [Theory]
    [InlineData("""{"allowed_inference_geos":["us"],"default_inference_geo":"us"}""", New, "us", 200, "")]
    [InlineData("""{"allowed_inference_geos":["us"],"default_inference_geo":"us"}""", New, "global", 400, "inference_geo: global is not allowed in this workspace, which allows us")]
    [InlineData("""{"allowed_inference_geos":["us"],"default_inference_geo":"us"}""", New, null, 400, "inference_geo: send \"us\", this workspace's default; Claviger passes requests unchanged and can't add it")]
    [InlineData("""{"allowed_inference_geos":["us"],"default_inference_geo":"us"}""", Old, null, 400, "model: claude-haiku-4-5-20251001 can't be held to a geography, and this workspace allows only us")]
    [InlineData("""{"allowed_inference_geos":["global"]}""", New, "us", 400, "inference_geo: us is not allowed in this workspace, which allows global")]
    [InlineData("""{"allowed_inference_geos":["global"]}""", New, null, 400, "inference_geo: send \"global\", this workspace's default; Claviger passes requests unchanged and can't add it")]
    [InlineData("""{"allowed_inference_geos":["global"]}""", Old, null, 200, "")]
    [InlineData("""{"default_inference_geo":"us"}""", New, null, 400, "inference_geo: send \"us\", this workspace's default; Claviger passes requests unchanged and can't add it")]
    [InlineData("""{"default_inference_geo":"us"}""", New, "global", 200, "")]
    [InlineData("""{"allowed_inference_geos":["global","us"]}""", New, null, 200, "")]
    [InlineData("""{}""", New, null, 200, "")]
    public async Task A_geography_is_allowed_or_refused_before_anything_is_sent(string residency, string model, string? geo, int status, string message)
    {
        await using var gateway = await StartAsync();
        var key = await KeyAsync(gateway, residency);

        await ExpectAsync(gateway, key, Body(model, geo), status, message, message.Contains("send", StringComparison.Ordinal) ? "inference_geo_required" : "inference_geo_not_allowed");
    }

    [Theory]
    [InlineData(InferenceGeo.Us, 200)]
    [InlineData(InferenceGeo.Global, 400)]
    public async Task A_request_that_names_none_is_sent_where_upstreams_default_is_known_to_be_the_workspaces(InferenceGeo upstream, int status)
    {
        await using var gateway = await StartAsync(upstream);
        var key = await KeyAsync(gateway, OnlyUs);

        await ExpectAsync(gateway, key, Body(New, null), status, null, null);
        await ExpectAsync(gateway, key, Body(Old, null), 400, null, null);
    }

    [Fact]
    public async Task Fallbacks_and_batch_lines_are_judged_too_and_counting_is_not()
    {
        await using var gateway = await StartAsync();
        var key = await KeyAsync(gateway, OnlyUs);

        var fallback = Body(New, "us").Replace("\"max_tokens\"", "\"fallbacks\":[{\"model\":\"claude-sonnet-5\",\"inference_geo\":\"global\"}],\"max_tokens\"", StringComparison.Ordinal);
        await ExpectAsync(gateway, key, fallback, 400, "fallbacks: in this workspace a fallback may not name its own inference_geo", "inference_geo_not_allowed");
        var batch = $$"""{"requests":[{"custom_id":"a","params":{{Body(New, "us")}}},{"custom_id":"b","params":{{Body(New, "global")}}}]}""";
        await ExpectAsync(gateway, key, batch, 400, "requests.1.inference_geo: global is not allowed in this workspace, which allows us", "inference_geo_not_allowed", "/v1/messages/batches");
        await ExpectAsync(gateway, key, $$"""{"model":"{{New}}","messages":[{"role":"user","content":"Hi"}]}""", 200, null, null, "/v1/messages/count_tokens");
    }

    [Fact]
    public async Task A_change_holds_for_the_next_request()
    {
        await using var gateway = await StartAsync();
        Assert.Equal(200, (await AskAsync(gateway, gateway.Key.Secret, Body(New, "global"))).Status);
        await gateway.AdminAsync(HttpMethod.Post, "/workspaces/" + gateway.Key.ApiKey.Scope.WorkspaceId, $$"""{"data_residency":{{OnlyUs}}}""");

        await ExpectAsync(gateway, gateway.Key.Secret, Body(New, "global"), 400, null, "inference_geo_not_allowed");
        Assert.Equal(200, (await AskAsync(gateway, gateway.OtherKey.Secret, Body(New, "global"))).Status);
    }

    [Theory]
    [InlineData(null, null, 400, "user_profile_required")]
    [InlineData("uprof_01Bound", null, 200, null)]
    [InlineData(null, "uprof_01Bound", 200, null)]
    [InlineData("uprof_01Bound", "uprof_01Bound", 200, null)]
    [InlineData("uprof_01Bound", "uprof_01Other", 400, null)]
    [InlineData("uprof_01Own", null, 400, "user_profile_mismatch")]
    [InlineData(null, "uprof_01Own", 400, "user_profile_mismatch")]
    [InlineData("uprof_01Other", null, 400, "user_profile_mismatch")]
    public async Task A_workspace_with_a_profile_demands_it(string? inBody, string? inHeader, int status, string? code)
    {
        await using var gateway = await StartAsync();
        var key = await KeyAsync(gateway, "{}", "uprof_01Bound");
        await OwnAsync(gateway, "Ruled", "uprof_01Own");
        await OwnAsync(gateway, "Staging", "uprof_01Other");

        await ExpectAsync(gateway, key, Body(Old, null, inBody), status, null, code, profileHeader: inHeader);
        if (inHeader is null) await ExpectAsync(gateway, key, $$"""{"requests":[{"custom_id":"a","params":{{Body(Old, null, inBody)}}}]}""", status, null, code, "/v1/messages/batches");
    }

    [Fact]
    public async Task The_header_names_no_profile_of_another_workspace()
    {
        await using var gateway = await StartAsync();
        await OwnAsync(gateway, "Production", "uprof_01Own");
        await OwnAsync(gateway, "Staging", "uprof_01Other");

        await ExpectAsync(gateway, gateway.Key.Secret, Body(Old, null), 404, "anthropic-user-profile-id: no such user profile in this workspace", null, profileHeader: "uprof_01Other");
        await ExpectAsync(gateway, gateway.Key.Secret, Body(Old, null), 200, null, null, profileHeader: "uprof_01Own");
    }

    private static Task<TestGateway> StartAsync(InferenceGeo? upstream = null) =>
        TestGateway.StartAsync(options => options with { RequestsRecorded = 64 }, config => config with { UpstreamDefaultGeo = upstream });

    private static string Body(string model, string? geo, string? profile = null) =>
        $$"""{"model":"{{model}}",{{(geo is null ? "" : $"\"inference_geo\":\"{geo}\",")}}{{(profile is null ? "" : $"\"user_profile_id\":\"{profile}\",")}}"max_tokens":64,"messages":[{"role":"user","content":"Hi"}]}""";

    private static async Task<string> KeyAsync(TestGateway gateway, string residency, string? profile = null)
    {
        var made = await gateway.Server.Service<CreateWorkspace>().RunAsync(
            gateway.Server.SystemActor, new CreateWorkspaceRequest("Ruled", "production", DataResidency: JsonSerializer.Deserialize<JsonElement>(residency), UserProfileId: profile), CancellationToken.None);
        Assert.Null(made.Problem);
        return (await gateway.CreateKeyAsync("Ruled", "production", "ruled")).Secret;
    }

    private static Task OwnAsync(TestGateway gateway, string workspace, string profile) => gateway.Server.Service<Core.OwnedObjects.IOwnedObjects>().AddAsync(
        Core.OwnedObjects.OwnedKind.UserProfile, profile, gateway.Server.Policy.Current.Workspaces.Single(known => known.Name == workspace).Number, 1, 0, CancellationToken.None);

    private static async Task<(int Status, JsonElement Body)> AskAsync(TestGateway gateway, string key, string body, string path = "/v1/messages", string? profileHeader = null)
    {
        using var request = gateway.Message(key: key, body: body);
        request.RequestUri = new Uri(path, UriKind.Relative);
        if (profileHeader is not null) request.Headers.Add("anthropic-user-profile-id", profileHeader);
        using var answer = await gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()));
    }

    private static async Task ExpectAsync(TestGateway gateway, string key, string body, int status, string? message, string? code, string path = "/v1/messages", string? profileHeader = null)
    {
        var sent = gateway.Simulator.Recorded.Count;
        var answer = await AskAsync(gateway, key, body, path, profileHeader);
        Assert.True(status == answer.Status, answer.ToString());
        if (status == 200)
        {
            Assert.Equal(sent + 1, gateway.Simulator.Recorded.Count);
            return;
        }

        var error = answer.Body.GetProperty("error");
        if (!string.IsNullOrEmpty(message)) Assert.Equal(message, error.GetProperty("message").GetString());
        if (code is not null) Assert.Equal(code, error.GetProperty("details").GetProperty("error_code").GetString());
        Assert.Equal(sent, gateway.Simulator.Recorded.Count); // nothing was sent
    }
}
