using System.Net;
using Claviger.Config;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Limits;
using Claviger.Serving;
using Claviger.Simulator.Billing;
using Microsoft.Extensions.Logging;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.Batches;

/// <summary>I1, I6, I8 for batches: all lines are held at submission, the hold outlives the process, and only what the lines cost is left of it.</summary>
public sealed class A_batch_is_held_until_it_is_booked : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => config with { BatchPollEvery = TimeSpan.FromDays(1), LimitsWait = TimeSpan.Zero });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task What_it_may_cost_is_no_room_for_others_until_its_lines_are_booked()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "2"); // 10 lines of at most 0.4 cents do not fit, 4 do
        var tooMany = await SubmitAsync(10);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.Status);
        Assert.Equal(0, _gateway.Simulator.Bill.RequestsTo(PathKind.Batches)); // I4

        var (status, body) = await SubmitAsync(4);
        Assert.True(status == HttpStatusCode.OK, body);
        var held = Held();
        Assert.Equal((await _gateway.BatchAsync(IdOf(body)))!.WorstCaseNanos, held.Nanos);
        Assert.Equal(HttpStatusCode.TooManyRequests, await MessageAsync()); // half a cent beside it does not fit

        await BookAsync(IdOf(body));
        Assert.Equal(Money.Zero, Held());
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, (await _gateway.StandingAsync(limit)).Posted);
        Assert.Equal(HttpStatusCode.OK, await MessageAsync());
    }

    [Fact]
    public async Task The_next_process_holds_it_too()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.Organization, "2");
        var (status, body) = await SubmitAsync(4);
        Assert.True(status == HttpStatusCode.OK, body);
        var config = _gateway.Server.Service<ServerConfig>();
        await _gateway.Server.DisposeAsync();

        await using var next = await ClavigerServer.StartAsync(config, TimeProvider.System, logging => logging.SetMinimumLevel(LogLevel.None), CancellationToken.None);
        Assert.Equal((await _gateway.BatchAsync(IdOf(body)))!.WorstCaseNanos, Held(next).Nanos);
        var standing = (await _gateway.StandingsAsync()).Single(found => found.Id == limit);
        Assert.Equal((0, Held(next).Nanos), (standing.Posted, standing.Leased));
    }

    private Task<(HttpStatusCode Status, string Body)> SubmitAsync(int lines) => _gateway.SendAsync(
        HttpMethod.Post, "/v1/messages/batches", null, Json($$"""{"requests":[{{string.Join(',', Enumerable.Range(0, lines).Select(i => Line($"line-{i}", "in=40; out=10")))}}]}"""));

    private async Task BookAsync(string id)
    {
        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        await _gateway.GetAsync($"/v1/messages/batches/{id}/results");
        await _gateway.WhenBookedAsync(id);
        while (Held() > Money.Zero) await Task.Yield(); // the hold ends after the mark
    }

    private async Task<HttpStatusCode> MessageAsync()
    {
        using var request = _gateway.Message("in=5; out=5");
        using var answer = await _gateway.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private Money Held(ClavigerServer? server = null)
    {
        server ??= _gateway.Server;
        var limit = server.Policy.Current.SpendLimits.Values.Single();
        var now = server.Service<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        return server.Service<ILimitMeters>().Read(new LeaseKey(limit.Number, server.Policy.Current.Calendar.SpanAt(limit.Period, now).StartMs)).Held;
    }
}
