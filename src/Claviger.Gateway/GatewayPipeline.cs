using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.OwnedObjects;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Routes;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Telemetry;
using Claviger.Gateway.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Claviger.Gateway;

/// <summary>
/// A request from Kestrel to upstream and back, in ten steps: 1 pin, 2 authenticate, 3 route, 4 inspect, 5 authorize, 6 admit,
/// 7 forward, 8 relay, 9 settle, 10 journal. Nothing before step 6 has passed sends a byte upstream; whatever happens after it,
/// the request is settled exactly once. No step waits for a store or a lock; bodies and upstream are all it waits for, and step 6 for
/// money where a spend limit has run dry.
/// </summary>
public sealed partial class GatewayPipeline
{
    private readonly PolicyHolder _policy;
    private readonly RequestIds _ids;
    private readonly Admitter _admitter;
    private readonly MessageRelay _messages;
    private readonly OwnedRelay _owned;
    private readonly OpenRequests _open;
    private readonly UpstreamClient _upstream;
    private readonly StallWatch _stalls;
    private readonly Settler _settler;
    private readonly GatewayMetrics _metrics;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _clock;
    private readonly BooksClock _time;
    private readonly ILogger _log;

    public GatewayPipeline(
        PolicyHolder policy, RequestIds ids, IUsageJournal journal, GatewayRooms rooms, GatewayMetrics metrics, GatewayOptions options,
        TimeProvider clock, ILogger<GatewayPipeline> log)
    {
        _policy = policy;
        _ids = ids;
        _admitter = new Admitter(journal, rooms.OwnedObjects, rooms.Ledger, rooms.Rates, new TokenCounter(rooms.Upstream, clock), clock, options.UpstreamDefaultGeo);
        _messages = new MessageRelay(rooms.Settler, rooms.OwnedObjects, new SlicedRelay(rooms.Ledger, journal, rooms.Settler));
        _owned = new OwnedRelay(rooms.Upstream, rooms.OwnedObjects, rooms.Batches, rooms.BatchSettler, rooms.Settler, rooms.Ledger, options);
        _open = rooms.Open;
        _upstream = rooms.Upstream;
        _stalls = rooms.Stalls;
        _settler = rooms.Settler;
        _metrics = metrics;
        _options = options;
        _clock = clock;
        _time = rooms.Time;
        _log = log;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        var policy = _policy.Current; // 1 pin
        var at = _time.Now; // never before what is booked: no wall clock reopens a day
        var started = _clock.GetTimestamp();
        var requestId = _ids.Next(at.ToUnixTimeMilliseconds());
        try
        {
            // Whoever answers it: what follows a chunked body on this connection is not taken for a request.
            if (http.Request.Headers.TransferEncoding.Count > 0) http.Response.Headers.Connection = "close";
            var path = RawPath(http);
            var route = RouteTable.Find(http.Request.Method, path, out var objectId);
            if (route?.Governance == Governance.Probe) return;

            var secret = KeyAuthenticator.Authenticate(http.Request.Headers, policy, at); // 2 authenticate: a stranger learns nothing, not even which paths exist
            if (secret is null) await RefuseAsync(http, _policy.Contact.Answers() ? Refusal.UnknownKey : Refusal.PolicyUnavailable, requestId); // made elsewhere since?
            else if (_policy.Contact.IsTooOld) await RefuseAsync(http, Refusal.PolicyUnavailable, requestId);
            else if (route is null) await RefuseAsync(http, Refusal.UnknownPath, requestId); // 3 route
            else if (route.Governance == Governance.Withheld) await RefuseAsync(http, Refusal.NotSupported, requestId);
            else await GovernAsync(new Exchange(http, policy, secret, route, objectId.ToString(), requestId, at, started, _clock));
        }
        catch (BooksUnavailableException error) when (!http.Response.HasStarted)
        {
            LogBooks(RequestIds.Text(requestId), error.Message);
            await RefuseAsync(http, Refusal.BooksUnavailable, requestId);
        }
        catch (Exception error) when (error is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            LogBug(RequestIds.Text(requestId), error);
            if (http.Response.HasStarted) http.Abort(); // a clean end would claim that the answer is whole
            else await RefuseAsync(http, Refusal.Internal, requestId);
        }
    }

    private async Task GovernAsync(Exchange exchange)
    {
        var http = exchange.Http;
        var batchLines = 0;
        exchange.Secret.Use?.At(exchange.At);
        if (exchange.Route.Operation == Operation.CreateMessage) exchange.Session = ClaudeCodeClient.SessionOf(http.Request.Headers);
        _open.Add(exchange);
        try
        {
            PutOwnHeaders(exchange);
            var refused = CheckCaller(exchange);
            if (!refused.IsRefused) (refused, batchLines) = await InspectAndAuthorizeAsync(exchange); // 4 inspect, 5 authorize
            if (!refused.IsRefused) refused = await _admitter.AdmitAsync(exchange, batchLines); // 6 admit
            if (refused.IsRefused) await RefuseAsync(http, refused, exchange.RequestId);
            else
            {
                UnifiedHeaders.Put(exchange.Hold, http.Response.Headers);
                if (exchange.Rates.IsOpen) RateHeaders.Put(exchange.Rates, http.Response.Headers, exchange.At, _clock.GetTimestamp());
                await ForwardAsync(exchange, batchLines); // 7 forward to 10 journal
            }
        }
        finally
        {
            _open.Remove(exchange);
            exchange.ReleaseBody();
        }
    }

    private static Refused CheckCaller(Exchange exchange)
    {
        var asked = exchange.Http.Request.Headers["anthropic-workspace-id"];
        if (asked.Count > 0 && asked != exchange.Key.Workspace.Id.Value) return Refusal.WorkspaceMismatch;
        var service = exchange.Http.Request.Headers[HeaderPolicy.ServiceHeader];
        if (service.Count > 0 && service != exchange.Key.Key.Service) return Refusal.ServiceMismatch;
        var address = exchange.Http.Connection.RemoteIpAddress;
        if (!exchange.Key.AllowsAddress(address)) return Refusal.NetworkNotAllowed;
        var environment = exchange.Policy.Environments.Of(address);
        exchange.Key.Sighted?.At(address, exchange.Http.Request.Headers.UserAgent, environment, exchange.At); // also of what is refused next: it is the evidence
        return exchange.Policy.Environments.Keeps(exchange.Key.Key.Environment, environment) ? Refusal.EnvironmentNotAllowed : default;
    }

    private async ValueTask<(Refused Refused, int BatchLines)> InspectAndAuthorizeAsync(Exchange exchange)
    {
        var route = exchange.Route;
        var operation = route.Operation;
        var takesMessage = operation is Operation.CreateMessage or Operation.CountTokens;
        if (takesMessage || operation == Operation.CreateBatch)
        {
            var refused = BodyReader.Check(exchange.Http.Request, takesMessage ? _options.MaxMessageBytes : _options.MaxBatchBytes, mustBeJson: true);
            if (refused.IsRefused) return (refused, 0);
            var length = (int)exchange.Http.Request.ContentLength!.Value;
            if (await BodyReader.ReadAsync(exchange.Http.Request, length, exchange.Http.RequestAborted) is not { } body) return (Refusal.BodyCutShort, 0);
            exchange.TakeBody(body, length);
            // A large body takes a while to read; the thread may be a socket's, and others wait behind it.
            if (length > LargeBodyBytes) await Task.Yield();
            if (operation == Operation.CreateBatch) return (_admitter.JudgeBatch(exchange, out var lines), lines);
            return (_admitter.Judge(exchange, operation == Operation.CreateMessage ? InspectionLimits.Messages : InspectionLimits.CountTokens), 0);
        }

        if (route.Streams && BodyReader.Check(exchange.Http.Request, _options.MaxFileBytes, mustBeJson: false) is { IsRefused: true } upload) return (upload, 0);
        if (exchange.Http.Request.Headers.TransferEncoding.Count > 0 || !route.Streams && exchange.Http.Request.ContentLength > 0 && route.Method != "POST")
            return (Refusal.LengthRequired, 0);
        return (route.Governance == Governance.Owned ? await _owned.PrepareAsync(exchange) : default, 0);
    }

    private const int LargeBodyBytes = 256 * 1024;

    private async Task ForwardAsync(Exchange exchange, int batchLines)
    {
        var http = exchange.Http;
        var metered = exchange.Route.Governance == Governance.Metered;
        // What upstream has made or begun must be noted here, whether or not its caller still listens.
        var mustEnd = metered || exchange.Route.Governance == Governance.Owned;
        using var watch = _stalls.Start(_options.FirstByteTimeout, mustEnd ? _options.DrainLimit : TimeSpan.Zero, http.RequestAborted);
        try
        {
            using var answer = await _upstream.SendAsync(exchange.Key.Upstream, http, BodyOf(exchange), watch.Token); // 7 forward
            watch.Allow(_options.IdleTimeout);
            exchange.Status = http.Response.StatusCode = (int)answer.StatusCode;
            if (exchange.Status == 401)
            {
                exchange.Status = RefusalWire.Of(Refusal.UpstreamCredentialRefused).Status;
                _settler.WithoutCost(exchange, UsageOutcome.UpstreamError);
                LogCredential(exchange.Key.Upstream.Name);
                await RefuseAsync(http, Refusal.UpstreamCredentialRefused, exchange.RequestId);
            }
            else if (metered)
            {
                await _messages.RelayAsync(exchange, answer, watch); // 8 relay, 9 settle, 10 journal
            }
            else if (exchange.Route.Governance == Governance.Owned)
            {
                await _owned.RelayAsync(exchange, answer, watch, batchLines);
            }
            else
            {
                _settler.WithoutCost(exchange, answer.IsSuccessStatusCode ? UsageOutcome.Free : UsageOutcome.UpstreamError);
                await PlainRelay.CopyAsync(exchange, answer, watch);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            await FailAsync(exchange, error, watch.Fault, metered);
        }
        finally
        {
            // Whatever went wrong above: sent means booked.
            if (!exchange.IsSettled) SettleUnknown(exchange, metered);
        }
    }

    private async Task FailAsync(Exchange exchange, Exception error, Refusal refusal, bool metered)
    {
        var http = exchange.Http;
        exchange.Status = RefusalWire.Of(refusal).Status;
        if (!exchange.IsSettled)
        {
            var neverSent = error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
            if (neverSent) _settler.WithoutCost(exchange, UsageOutcome.UpstreamError);
            else SettleUnknown(exchange, metered);
        }

        LogUpstream(RequestIds.Text(exchange.RequestId), refusal, error.Message);
        if (!http.Response.HasStarted)
        {
            http.Response.Headers.Clear(); // of the answer that failed
            PutOwnHeaders(exchange);
            await RefuseAsync(http, refusal, exchange.RequestId);
        }
        else
        {
            http.Abort(); // a clean end would claim that the answer is whole
        }
    }

    private void SettleUnknown(Exchange exchange, bool metered)
    {
        if (metered) _settler.WorstCase(exchange);
        else _settler.WithoutCost(exchange, UsageOutcome.UpstreamError);
    }

    private static HttpContent? BodyOf(Exchange exchange)
    {
        if (!exchange.Body.IsEmpty) return new PooledBody(exchange.Body);
        if (exchange.Route.Streams) return new PassedBody(exchange.Http.Request.Body, exchange.Http.Request.ContentLength!.Value);
        return exchange.Route.Method == "POST" ? new PooledBody(ReadOnlyMemory<byte>.Empty) : null;
    }

    private static void PutOwnHeaders(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers["claviger-request-id"] = RequestIds.Text(exchange.RequestId);
        headers["anthropic-organization-id"] = exchange.Policy.Organization.Id.Value;
        headers["anthropic-workspace-id"] = exchange.Key.Workspace.Id.Value;
        // A replaced secret still works: its users are told until when, on every answer.
        if (exchange.Secret.EndsAt is { } end) headers["claviger-secret-ends-at"] = UtcTimeConverter.Text(end);
    }

    private Task RefuseAsync(HttpContext http, Refused refused, UInt128 requestId)
    {
        _metrics.CountRefused(refused.Refusal);
        return RefusalResponse.WriteAsync(http, refused, requestId);
    }

    /// <summary>The path as it stands on the wire, or empty when the framework read it differently: then it matches no route.</summary>
    private static ReadOnlySpan<char> RawPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget.AsSpan();
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        return path.SequenceEqual(http.Request.Path.Value) ? path : default;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId} failed inside the gateway")]
    private partial void LogBug(string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId} refused: {Cause}")]
    private partial void LogBooks(string requestId, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Upstream {Upstream} refuses Claviger's credential")]
    private partial void LogCredential(string upstream);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId}: {Refusal}: {Cause}")]
    private partial void LogUpstream(string requestId, Refusal refusal, string cause);
}
