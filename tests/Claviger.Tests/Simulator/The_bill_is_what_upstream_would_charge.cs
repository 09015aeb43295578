using System.Net;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Simulator;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Script;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Simulator;

public sealed class The_bill_is_what_upstream_would_charge
{
    [Theory]
    // 1,200 x 5 + 450 x 25 + 900 x 0.50 + 80 x 6.25 + 300 x 10 = 21,200 millionths
    [InlineData("claude-opus-5", "in=1200; out=450; read=900; w5=80; w1=300", 21_200_000)]
    // the same by an alias, at 3 / 15 / 0.30 / 3.75 / 6: 3,600 + 6,750 + 270 + 300 + 1,800
    [InlineData("claude-sonnet-4-5", "in=1200; out=450; read=900; w5=80; w1=300", 12_720_000)]
    // 1,000 x 4 + 100 x 20 = 6,000; times 1.1
    [InlineData("claude-opus-5-5", "in=1000; out=100; geo=us", 6_600_000)]
    // before 4.6 there is no choice of geography
    [InlineData("claude-haiku-4-5-20251001", "in=1000; out=100; geo=us", 1_500_000)]
    // fast: 1,000 x 8 + 100 x 40
    [InlineData("claude-opus-5-5", "in=1000; out=100; speed=fast", 12_000_000)]
    // exactly 100,000 prompt tokens stay in the lower tier: 60,000 x 0.10 + 40,000 x 0.01 + 10 x 0.50
    [InlineData("claude-haiku-5-5", "in=60000; read=40000; out=10", 6_405_000)]
    // one more, and every token is dear: 60,001 x 0.50 + 40,000 x 0.05 + 10 x 2.50
    [InlineData("claude-haiku-5-5", "in=60001; read=40000; out=10", 32_025_500)]
    // 1 x 0.01 x 1.1 = 0.011 millionths = 11 nano-dollars
    [InlineData("claude-haiku-5-5", "in=0; read=1; out=0; geo=us", 11)]
    // 2 searches cost 0.02 dollars, geography does not touch them: 5 + 0 and 1.1 x 5,000
    [InlineData("claude-opus-5", "in=1; out=0; search=2; geo=us", 20_005_500)]
    // 10 x 5 + 5 x 25 + 100 x 1 + 50 x 5
    [InlineData("claude-opus-5", "in=10; out=5; fallback=claude-haiku-4-5:100:50", 525_000)]
    public async Task One_request(string model, string words, long nanos)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(SimulatorCaller.Body(model), words);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Money(nanos), caller.Server.Bill.Total);
        Assert.Equal(new Money(nanos), Assert.Single(caller.Server.Bill.Find(response.Headers.GetValues("request-id").Single())).Amount);
    }

    [Fact]
    public void A_fraction_of_a_nano_dollar_is_rounded_up_once()
    {
        // 1 token at 0.01 dollars a million, half price, times 1.1: 5.5 nano-dollars; three of them 16.5, not 18.
        var model = ModelCatalogue.Find("claude-haiku-5-5")!;
        var usage = new TokenUsage { CacheReadTokens = 1, Tier = ServiceTier.Batch, Geo = InferenceGeo.Us };

        Assert.Equal(new Money(6), new Charge(model, usage, null).Amount());
        Assert.Equal(new Money(17), new Charge(model, usage, [(model, usage), (model, usage)]).Amount());
    }

    [Theory]
    [InlineData("error-after=4", BillEnding.Errored, 16)]
    [InlineData("cut-after=5", BillEnding.Cut, 24)]
    [InlineData("end-after=3", BillEnding.Cut, 8)]
    [InlineData("cut-after=0", BillEnding.Cut, 0)]
    public async Task A_broken_stream_costs_its_input_and_what_was_put_out(string fault, BillEnding ending, long output)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var (events, broken) = await caller.BrokenEventsAsync($"in=1000; out=80; ping=0; late-in=50; delta=8; {fault}");

        var entry = Assert.Single(caller.Server.Bill.Entries);
        Assert.Equal((ending, output), (entry.Ending, entry.Usage.OutputTokens));
        Assert.Equal(new Money(1000 * 5_000 + output * 25_000), entry.Amount);
        Assert.Equal(fault.StartsWith("cut", StringComparison.Ordinal), broken);
        Assert.Equal(output, 8 * events.Count(e => e.Name == "content_block_delta"));
    }

    [Fact]
    public async Task A_caller_that_leaves_pays_for_what_was_put_out_till_then()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = caller.Request(HttpMethod.Post, "/v1/messages", SimulatorCaller.Body(stream: true), "in=100; out=80; ping=0; delta=8; hang-after=4");
        using (var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            for (var frames = 0; frames < 4;)
                if (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is "") frames++;
        }

        await caller.Server.WhenIdleAsync(TestContext.Current.CancellationToken);

        var entry = Assert.Single(caller.Server.Bill.Entries);
        Assert.Equal((BillEnding.Aborted, 16L), (entry.Ending, entry.Usage.OutputTokens));
        Assert.Equal(new Money(100 * 5_000 + 16 * 25_000), entry.Amount);
        Assert.Equal(1, caller.Server.Bill.Aborted);
    }

    [Theory]
    [InlineData("hang-before")]
    [InlineData("delay-ms=1000")]
    public async Task A_caller_that_leaves_before_the_answer_pays_for_the_input(string waiting)
    {
        // The fake clock never moves, so the delay never ends by itself.
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { Clock = new FakeTimeProvider(), RequestsRecorded = 1 });
        using var leave = new CancellationTokenSource();
        var asked = caller.Http.SendAsync(caller.Request(HttpMethod.Post, "/v1/messages", SimulatorCaller.Body(), "in=100; " + waiting), leave.Token);
        while (caller.Server.Recorded.Count == 0) await Task.Yield(); // its body is read: it is accepted

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await caller.Server.WhenIdleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, caller.Server.Bill.Aborted);
        Assert.Equal((BillEnding.Aborted, new Money(500_000)), (caller.Server.Bill.Entries.Single().Ending, caller.Server.Bill.Total));
    }

    [Fact]
    public async Task Stopping_breaks_off_what_hangs()
    {
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { RequestsRecorded = 1 });
        var asked = caller.PostAsync(SimulatorCaller.Body(), "hang-before");
        while (caller.Server.Recorded.Count == 0) await Task.Yield();

        await caller.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => asked);
    }

    [Fact]
    public async Task A_delay_lasts_as_long_as_the_clock_says()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { Clock = clock });

        var asked = caller.PostAsync(SimulatorCaller.Body(), "delay-ms=50; in=1; out=1");
        while (!asked.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        using var response = await asked;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_json_answer_cut_midway_is_billed_whole()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.PostAsync(SimulatorCaller.Body(), "in=10; out=10; cut-after=40"));

        Assert.Equal(new Money(10 * 5_000 + 10 * 25_000), caller.Server.Bill.Total);
    }

    [Fact]
    public async Task Sums_by_model_count_iterations_where_the_work_was_done()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        await caller.AnswerAsync(SimulatorCaller.Body(), "in=10; out=5; fallback=claude-opus-4-8:100:50");
        await caller.AnswerAsync(SimulatorCaller.Body(), "in=1; out=2");

        var models = caller.Server.Bill.Models;
        Assert.Equal(["claude-opus-5 2 11 7", "claude-opus-4-8 0 100 50"], models.Select(m => $"{m.Model} {m.Requests} {m.Usage.InputTokens} {m.Usage.OutputTokens}"));
        Assert.Equal(caller.Server.Bill.Total.Nanos, models.Sum(m => m.Amount.Nanos));
    }

    [Fact]
    public async Task Only_the_newest_entries_are_kept_but_the_total_is_whole()
    {
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { BillEntriesKept = 2, Script = ResponseScript.Read("in=1; out=0") });

        foreach (var output in Enumerable.Range(0, 5)) await caller.AnswerAsync(SimulatorCaller.Body(), $"out={output}");

        Assert.Equal([3L, 4], caller.Server.Bill.Entries.Select(e => e.Usage.OutputTokens));
        Assert.Equal(new Money(5 * 5_000 + 10 * 25_000), caller.Server.Bill.Total);
    }

    [Fact]
    public async Task Another_process_can_read_it_queue_scripts_and_reset()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        using var queued = await caller.Http.PostAsync("/_sim/scripts", new StringContent("in=1; out=1\n"), TestContext.Current.CancellationToken);
        var answer = await caller.PostAsync(SimulatorCaller.Body());

        var bill = await caller.GetAsync("/_sim/bill?request_id=" + answer.Headers.GetValues("request-id").Single());
        using var reset = await caller.Http.PostAsync("/_sim/reset", null, TestContext.Current.CancellationToken);
        var after = await caller.GetAsync("/_sim/bill");

        Assert.Equal(30_000, bill.GetProperty("total_nanos").GetInt64());
        Assert.Equal(1, bill.GetProperty("requests").GetProperty("messages").GetInt64());
        Assert.Equal(1, bill.GetProperty("credentials").GetProperty("x_api_key").GetInt64());
        Assert.Equal(30_000, Assert.Single(bill.GetProperty("entries").EnumerateArray()).GetProperty("nanos").GetInt64());
        Assert.Equal(0, after.GetProperty("total_nanos").GetInt64());
        Assert.Equal(JsonValueKind.Array, after.GetProperty("models").ValueKind);
    }
}
