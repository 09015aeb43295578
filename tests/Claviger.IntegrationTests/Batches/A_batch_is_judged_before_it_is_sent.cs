using System.Net;
using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.Batches;

public sealed class A_batch_is_judged_before_it_is_sent(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    public static TheoryData<string, HttpStatusCode, string> BadLines => new()
    {
        { Line("b", model: "claude-nobody-9"), HttpStatusCode.NotFound, "requests.1.model: not in the price book" },
        { Line("b", model: "claude-fable-5-2", more: ""","inference_geo":"mars" """), HttpStatusCode.BadRequest, "requests.1.inference_geo: this value has no price" },
        { Line("b", more: ""","tools":[{"type":"time_machine_20300101","name":"t"}]"""), HttpStatusCode.BadRequest, "requests.1.tools:" },
        { Line("a"), HttpStatusCode.BadRequest, "requests.1.custom_id:" },
        { Line("b b"), HttpStatusCode.BadRequest, "requests.1.custom_id:" },
        { Line("b", more: ""","stream":true"""), HttpStatusCode.BadRequest, "requests.1.stream:" },
        { Line("b", more: ""","speed":"fast" """), HttpStatusCode.BadRequest, "requests.1.speed:" },
        { Line("b", more: ""","speed":"standard" """), HttpStatusCode.BadRequest, "requests.1.speed:" },
        { Line("b").Replace("1024", "0", StringComparison.Ordinal), HttpStatusCode.BadRequest, "requests.1.max_tokens:" },
        { Line("b", more: ""","model":"claude-opus-5-5" """), HttpStatusCode.BadRequest, "requests.1.model:" },
        { """{"custom_id":"b"}""", HttpStatusCode.BadRequest, "requests.1.params:" },
        { Line("b", more: ""","container":"container_of_nobody" """), HttpStatusCode.NotFound, "requests.1.container: no such container" },
    };

    private int Submissions => _gateway.Simulator.Recorded.Count(request => request is { Method: "POST", Target: "/v1/messages/batches" });

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task One_bad_line_refuses_all_and_is_named(string line, HttpStatusCode expected, string message)
    {
        var before = Submissions;

        var (status, body) = await _gateway.SendAsync(HttpMethod.Post, "/v1/messages/batches", content: Json($$"""{"requests":[{{Line("a")}},{{line}},{{Line("c")}}]}"""));

        Assert.Equal(expected, status);
        Assert.Contains(message, JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, Submissions);
    }

    [Fact]
    public async Task A_keys_model_rules_hold_for_every_line()
    {
        var key = await _gateway.CreateKeyAsync("Production", "production", "haiku-only", request => request with { Models = ["claude-haiku-*"] });

        var (status, body) = await _gateway.SendAsync(
            HttpMethod.Post, "/v1/messages/batches", key.Secret, Json($$"""{"requests":[{{Line("a")}},{{Line("b", model: "claude-opus-5-5")}}]}"""));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("requests.1.model: this key may not use claude-opus-5-5", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_worst_case_is_known_from_its_lines_and_bounds_the_bill()
    {
        var before = _gateway.Simulator.Bill.Total.Nanos;

        var small = await _gateway.SubmitAsync([Line("a")]);
        var large = await _gateway.SubmitAsync([Line("a"), Line("b", model: "claude-opus-5-5"), Line("c", more: ""","tools":[{"type":"web_search_20250305","name":"web_search","max_uses":2}]""")]);
        var (one, three) = ((await _gateway.BatchAsync(small))!, (await _gateway.BatchAsync(large))!);
        await _gateway.GetAsync($"/v1/messages/batches/{small}");
        await _gateway.GetAsync($"/v1/messages/batches/{large}");

        Assert.Equal((1, 3), (one.Requests, three.Requests));
        Assert.True(one.WorstCaseNanos > 0);
        Assert.True(three.WorstCaseNanos > one.WorstCaseNanos);
        Assert.True(one.WorstCaseNanos + three.WorstCaseNanos >= _gateway.Simulator.Bill.Total.Nanos - before);
    }
}
