using System.Net;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.Batches;

public sealed class Batches_belong_to_their_workspace(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    public static TheoryData<string, string> Calls => new()
    {
        { "GET", "" }, { "DELETE", "" }, { "POST", "/cancel" }, { "GET", "/results" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Anothers_looks_like_one_that_does_not_exist_and_is_not_asked_for(string method, string rest)
    {
        var id = await _gateway.SubmitAsync([Line("a")]);
        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        await _gateway.WhenBookedAsync(id);
        var before = _gateway.Simulator.Bill.Requests;

        var foreign = await _gateway.SendAsync(new HttpMethod(method), $"/v1/messages/batches/{id}{rest}", _gateway.OtherKey.Secret);
        var missing = await _gateway.SendAsync(new HttpMethod(method), $"/v1/messages/batches/msgbatch_01Missing{rest}", _gateway.OtherKey.Secret);

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(WithoutRequestId(missing.Body), WithoutRequestId(foreign.Body));
        Assert.Equal(before, _gateway.Simulator.Bill.Requests);
    }

    [Fact]
    public async Task Another_key_of_the_workspace_may_do_all_of_it()
    {
        var colleague = await _gateway.CreateKeyAsync("Production", "production", "colleague");
        var id = await _gateway.SubmitAsync([Line("a")]);

        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        await _gateway.WhenBookedAsync(id);

        foreach (var (method, rest) in new[] { ("GET", ""), ("POST", "/cancel"), ("GET", "/results"), ("DELETE", "") })
            Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(new HttpMethod(method), $"/v1/messages/batches/{id}{rest}", colleague.Secret)).Status);
    }

    [Fact]
    public async Task Results_are_fetched_here_and_nothing_else_of_upstreams_answer_changes()
    {
        var own = await _gateway.CreateKeyAsync("Results", "development", "reader");
        var (_, created) = await _gateway.SendAsync(HttpMethod.Post, "/v1/messages/batches", own.Secret, Json($$"""{"requests":[{{Line("a")}}]}"""));
        var id = IdOf(created);
        var path = $"/v1/messages/batches/{id}";
        await _gateway.GetAsync(path, own.Secret);
        await _gateway.WhenBookedAsync(id);

        var upstream = new Dictionary<string, string> { [path] = await DirectAsync(HttpMethod.Get, path), [path + "/cancel"] = await DirectAsync(HttpMethod.Post, path + "/cancel") };
        foreach (var (call, direct) in upstream)
        {
            var (_, here) = await _gateway.SendAsync(call.EndsWith("cancel", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, call, own.Secret);
            Assert.Equal(direct.Replace(_gateway.Simulator.Address.GetLeftPart(UriPartial.Authority), _gateway.Url, StringComparison.Ordinal), here);
            Assert.Contains($"\"results_url\":\"{_gateway.Url}{path}/results\"", here, StringComparison.Ordinal);
        }

        var (_, list) = await _gateway.GetAsync("/v1/messages/batches", own.Secret);
        Assert.Equal(
            $$"""{"data":[{{upstream[path].Replace(_gateway.Simulator.Address.GetLeftPart(UriPartial.Authority), _gateway.Url, StringComparison.Ordinal)}}],"has_more":false,"first_id":"{{id}}","last_id":"{{id}}"}""",
            list);
        Assert.Contains("\"results_url\":null", created, StringComparison.Ordinal);
        Assert.Equal(await DirectAsync(HttpMethod.Get, path + "/results"), (await _gateway.GetAsync(path + "/results", own.Secret)).Body);
    }

    private async Task<string> DirectAsync(HttpMethod method, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(_gateway.Simulator.Address, path));
        request.Headers.Add("x-api-key", SimulatorOptions.DefaultUpstreamKey);
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var answer = await http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
