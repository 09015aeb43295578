using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Claviger.Core.Batches;
using Claviger.Core.Limits;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Gateway;
using Claviger.Gateway.Batches;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Telemetry;
using Claviger.Gateway.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claviger.Benchmarks;

/// <summary>
/// A whole governed request without sockets: the gateway's own share of the path. Kestrel's and the socket handler's shares are not in it,
/// and the journal only counts; the context and the answer are made anew each time, and "bare" says what that costs by itself.
/// </summary>
[MemoryDiagnoser]
public class Pipeline
{
    private readonly byte[] _body = Samples.Body(1, 1_900);
    private string[] _tokens = null!;
    private GatewayPipeline _pipeline = null!;
    private int _turn;

    [GlobalSetup]
    public void Prepare()
    {
        (var policy, _tokens) = Samples.Policy(10_000);
        var (holder, clock, journal, metrics) = (new PolicyHolder(policy), TimeProvider.System, new Nowhere(), new GatewayMetrics());
        var options = new GatewayOptions { PublicUrl = "http://127.0.0.1" };
        var upstream = new UpstreamClient(new Canned());
        var time = new BooksClock(clock, 0);
        var rates = new RateLimiter(new RateOptions(), clock);
        var ledger = new SpendLedger(journal, holder, time, new LedgerOptions(), clock);
        var rooms = new GatewayRooms(
            upstream, new StallWatch(clock), new Settler(journal, metrics, clock, NullLogger<Settler>.Instance), journal, journal,
            new BatchSettler(upstream, journal, journal, journal, holder, options, ledger, rates, clock, NullLogger<BatchSettler>.Instance), ledger, time, rates, new OpenRequests(holder));
        _pipeline = new GatewayPipeline(holder, new RequestIds(), journal, rooms, metrics, options, clock, NullLogger<GatewayPipeline>.Instance);
    }

    [Benchmark(Baseline = true, Description = "bare: context and answer")]
    public HttpContext Bare()
    {
        _ = Canned.Answer();
        return Context();
    }

    [Benchmark(Description = "governed")]
    public async Task<int> Governed()
    {
        var http = Context();
        await _pipeline.InvokeAsync(http);
        return http.Response.StatusCode == 200 ? 200 : throw new InvalidOperationException($"answered {http.Response.StatusCode}");
    }

    private DefaultHttpContext Context()
    {
        var http = new DefaultHttpContext();
        var request = http.Request;
        (request.Method, request.Path, request.ContentLength, request.ContentType) = ("POST", "/v1/messages", _body.Length, "application/json");
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/v1/messages";
        request.Headers["x-api-key"] = _tokens[_turn++ % _tokens.Length];
        request.Headers["anthropic-version"] = "2023-06-01";
        request.Headers.Accept = "application/json";
        request.Headers.UserAgent = "claviger-load";
        request.Headers.Host = "127.0.0.1:4141";
        request.Body = new MemoryStream(_body);
        http.Response.Body = Stream.Null;
        return http;
    }

    /// <summary>Answers at once, with the headers that upstream sends.</summary>
    private sealed class Canned : HttpMessageHandler
    {
        private static readonly byte[] Json = Encoding.UTF8.GetBytes(
            $$$"""{"id":"msg_01","type":"message","role":"assistant","model":"claude-opus-5","content":[{"type":"text","text":"{{{new string((char)97, 500)}}}"}],"stop_reason":"end_turn","usage":{"input_tokens":500,"output_tokens":150}}""");

        public static HttpResponseMessage Answer()
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Json) };
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            foreach (var name in new[] { "request-id", "cf-ray", "via", "anthropic-organization-id", "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-tokens-limit" })
                answer.Headers.TryAddWithoutValidation(name, "value");
            return answer;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Answer());
    }

    /// <summary>Takes everything, keeps nothing.</summary>
    private sealed class Nowhere : IUsageJournal, ILeaseBook, IOwnedObjects, IBatchBook
    {
        public bool TryOpen(in UsageRecord worstCase, HeldLimits held, out JournalTicket ticket)
        {
            ticket = default;
            return true;
        }

        public long GoodUntil => long.MaxValue;
        public IReadOnlyList<RestoredHold> Restored => [];
        public Task<LeaseGrant> TakeAsync(LeaseDemand demand) => throw new InvalidOperationException("nobody is capped here");
        public void GiveBack(LeaseKey key, Claviger.Core.Money amount) { }
        public Task RenewAsync(CancellationToken ct) => Task.CompletedTask;
        public Task<IReadOnlyList<LeaseKey>> WantedAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaseKey>>([]);
        public void Reopen(JournalTicket ticket, in UsageRecord worstCase) { }
        public void Post(JournalTicket ticket, in UsageRecord actual) { }
        public bool TryPost(in UsageRecord record, HeldLimits held) => true;
        public void Cancel(JournalTicket ticket) { }
        public Task FlushedAsync(CancellationToken ct) => Task.CompletedTask;
        public int? OwnerOf(OwnedKind kind, string id) => null;
        public Task AddAsync(OwnedKind kind, string id, int workspace, int key, long atMs, CancellationToken ct) => Task.CompletedTask;
        public Task RemoveAsync(OwnedKind kind, string id, CancellationToken ct) => Task.CompletedTask;
        public Task AddAsync(SubmittedBatch batch, CancellationToken ct) => Task.CompletedTask;
        public IReadOnlyList<SubmittedBatch> Unsettled(int limit) => [];
        public SubmittedBatch? FindUnsettled(string id) => null;
        public Claviger.Core.Money BookedOf(SubmittedBatch batch) => default;
        public Task MarkSettledAsync(string id, long atMs, CancellationToken ct) => Task.CompletedTask;
    }
}
