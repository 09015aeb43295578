using System.Net;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.OwnedObjects;

public sealed class Messages_name_own_objects_only(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    /// <summary>Kind of object, what stands in the user's content, what stands beside the messages; ID is put in.</summary>
    public static TheoryData<string, string, string> References => new()
    {
        { "file", """{"type":"container_upload","file_id":"ID"}""", "" },
        { "file", """{"type":"document","source":{"type":"file","file_id":"ID"}}""", "" },
        { "file", """{"type":"image","source":{"file_id":"ID","type":"file"}}""", "" },
        { "file", """{"type":"document","source":{"type":"file","file\u005fid":"ID"}}""", "" },
        { "file", """{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"file","file_id":"ID"}}]}""", "" },
        { "file", """{"type":"some_new_block","deep":[{"er":{"file_id":"ID"}}]}""", "" },
        { "skill", """{"type":"text","text":"hi"}""", ""","container":{"skills":[{"type":"custom","skill_id":"ID","version":"latest"}]}""" },
        { "skill", """{"type":"text","text":"hi"}""", ""","container":{"skills":[{"type":"anthropic","skill_id":"pptx"},{"skill_id":"ID","type":"custom"}]}""" },
        { "container", """{"type":"text","text":"hi"}""", ""","container":"ID" """ },
        { "container", """{"type":"text","text":"hi"}""", ""","container":{"id":"ID","skills":[]}""" },
    };

    [Theory]
    [MemberData(nameof(References))]
    public async Task Anothers_looks_like_one_that_does_not_exist_and_nothing_is_sent(string kind, string content, string more)
    {
        var id = await MakeAsync(kind);
        var before = _gateway.Simulator.Bill.Requests;

        foreach (var (path, body) in Calls(content, more))
        {
            var foreign = await _gateway.SendAsync(HttpMethod.Post, path, _gateway.OtherKey.Secret, Json(body.Replace("ID", id, StringComparison.Ordinal)));
            var missing = await _gateway.SendAsync(HttpMethod.Post, path, _gateway.OtherKey.Secret, Json(body.Replace("ID", kind + "_01Missing", StringComparison.Ordinal)));

            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal(WithoutRequestId(missing.Body), WithoutRequestId(foreign.Body));
        }

        Assert.Equal(before, _gateway.Simulator.Bill.Requests);
    }

    [Theory]
    [MemberData(nameof(References))]
    public async Task Own_ones_pass_as_they_are(string kind, string content, string more)
    {
        var id = await MakeAsync(kind);

        foreach (var (path, body) in Calls(content, more))
        {
            var named = body.Replace("ID", id, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Post, path, content: Json(named))).Status);
            Assert.Contains(_gateway.Simulator.Recorded.TakeLast(8), sent => sent.Target == path && System.Text.Encoding.UTF8.GetString(sent.Body) == named);
        }
    }

    [Fact]
    public async Task What_only_looks_like_a_reference_is_none()
    {
        const string body = """{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"my \"file_id\": \"file_01Missing\""},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{"file_id":"file_01Missing"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"x"}]}]}""";

        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Post, "/v1/messages", content: Json(body))).Status);
    }

    private static IEnumerable<(string Path, string Body)> Calls(string content, string more)
    {
        var head = $$"""{"model":"claude-haiku-4-5","messages":[{"role":"user","content":[{{content}}]}]{{more}}""";
        yield return ("/v1/messages", head + ",\"max_tokens\":64}");
        yield return ("/v1/messages", head + ",\"stream\":true,\"max_tokens\":64}");
        yield return ("/v1/messages/batches", $$$"""{"requests":[{"custom_id":"a","params":{{{head}}},"max_tokens":64}}]}""");
        if (more.Length == 0) yield return ("/v1/messages/count_tokens", head + "}");
    }

    private async Task<string> MakeAsync(string kind) => kind switch
    {
        "file" => await _gateway.UploadAsync(),
        "skill" => await _gateway.MakeSkillAsync(),
        _ => await MakeContainerAsync(),
    };

    private async Task<string> MakeContainerAsync()
    {
        using var answer = await _gateway.Http.SendAsync(_gateway.Message("made-file=1", body: """{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"in a container"}]}"""));
        return System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["container"]!["id"]!.GetValue<string>();
    }
}
