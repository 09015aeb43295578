using System.Net;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.OwnedObjects;

public sealed class Files_and_skills_belong_to_their_workspace(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    public static TheoryData<string, string, string> Calls => new()
    {
        { "GET", "files", "" }, { "GET", "files", "/content" }, { "DELETE", "files", "" },
        { "GET", "skills", "" }, { "DELETE", "skills", "" }, { "GET", "skills", "/versions" }, { "POST", "skills", "/versions" },
        { "GET", "skills", "/versions/1" }, { "DELETE", "skills", "/versions/1" }, { "GET", "skills", "/versions/1/content" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Anothers_looks_like_one_that_does_not_exist_and_is_not_asked_for(string method, string kind, string rest)
    {
        var id = kind == "files" ? await _gateway.UploadAsync(script: "tool-made") : await _gateway.MakeSkillAsync();
        var before = _gateway.Simulator.Bill.Requests;

        var foreign = await _gateway.SendAsync(new HttpMethod(method), $"/v1/{kind}/{id}{rest}", _gateway.OtherKey.Secret, method == "POST" ? Json("{}") : null);
        var missing = await _gateway.SendAsync(new HttpMethod(method), $"/v1/{kind}/{kind[..^1]}_01Missing{rest}", _gateway.OtherKey.Secret, method == "POST" ? Json("{}") : null);

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(WithoutRequestId(missing.Body), WithoutRequestId(foreign.Body));
        Assert.Equal(before, _gateway.Simulator.Bill.Requests);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.GetAsync($"/v1/{kind}/{id}")).Status);
    }

    [Fact]
    public async Task Another_key_of_the_workspace_may_read_and_delete_them()
    {
        var colleague = await _gateway.CreateKeyAsync("Production", "production", "filer");
        var file = await _gateway.UploadAsync(script: "tool-made");

        Assert.Equal((HttpStatusCode.OK, "some text"), await _gateway.GetAsync($"/v1/files/{file}/content", colleague.Secret));
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/files/{file}", colleague.Secret)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.GetAsync($"/v1/files/{file}")).Status);
        Assert.DoesNotContain(file, (await _gateway.GetAsync("/v1/files?limit=1000")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skill_gets_versions_and_loses_them()
    {
        var skill = await _gateway.MakeSkillAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent("---\nname: a\n---\n"u8.ToArray()), "files[]", "a/SKILL.md" } };

        var (made, version) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/skills/{skill}/versions", content: form);
        var (_, versions) = await _gateway.GetAsync($"/v1/skills/{skill}/versions");
        var name = System.Text.Json.Nodes.JsonNode.Parse(version)!["version"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.OK, made);
        Assert.Equal(2, Ids(versions).Count);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/skills/{skill}/versions/{name}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/skills/{skill}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.GetAsync($"/v1/skills/{skill}")).Status);
    }

    [Fact]
    public async Task An_upload_without_a_length_is_refused_and_not_passed_on()
    {
        var before = _gateway.Simulator.Bill.Requests;
        using var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "a" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = form, Headers = { TransferEncodingChunked = true } };
        request.Headers.Add("x-api-key", _gateway.Key.Secret);

        using var answer = await _gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.LengthRequired, answer.StatusCode);
        Assert.Equal(before, _gateway.Simulator.Bill.Requests);
    }
}
