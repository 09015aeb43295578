using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Gateway.Routes;
using Claviger.Gateway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Claviger.Gateway.Settlement;

/// <summary>
/// Turns the end of a request, whatever it was, into exactly one record. Nothing here can fail a request; what has no price after
/// the fact is posted at the worst case it was opened with, never at zero.
/// </summary>
public sealed partial class Settler(IUsageJournal journal, GatewayMetrics metrics, TimeProvider clock, ILogger<Settler> log)
{
    /// <summary>Told of each settled request; null when nobody watches.</summary>
    public Action<SettledRequest>? Watcher { get; set; }

    /// <param name="usage">What upstream reported.</param>
    public void Completed(Exchange exchange, in ReportedUsage usage, UsageOutcome outcome = UsageOutcome.Completed)
    {
        var priced = Pricer.Price(exchange.Policy.Prices, exchange.Model!, usage, exchange.At);
        if (!priced.TryGetCost(out var cost))
        {
            LogUnpriced(RequestIds.Text(exchange.RequestId), priced.Gap);
            WorstCase(exchange);
            return;
        }

        if (priced.Flags != PricingFlags.None) LogFlagged(RequestIds.Text(exchange.RequestId), priced.Flags);
        // The truth is posted all the same; the debt blocks the limits it was held against until they have grown by it.
        if (cost > exchange.AtStake)
        {
            metrics.CountBoundViolated();
            LogBoundViolated(RequestIds.Text(exchange.RequestId), exchange.AtStake, cost);
        }

        Post(exchange, exchange.Record(outcome, usage.Message, cost));
    }

    /// <summary>A stream that Claviger ended: what it held is posted, because upstream may have made all of it before it noticed.</summary>
    /// <param name="bound">Null when the stream bounds nothing.</param>
    public void StoppedAtCap(Exchange exchange, ReportedUsage? bound)
    {
        metrics.CountStopped();
        if (bound is { } usage) Completed(exchange, usage, UsageOutcome.StoppedAtCap);
        else WorstCase(exchange);
    }

    /// <summary>Upstream answered an error, or a call that is free: no tokens, no cost.</summary>
    public void WithoutCost(Exchange exchange, UsageOutcome outcome) => Post(exchange, exchange.Record(outcome, default, Money.Zero));

    /// <summary>The request was sent and nothing usable came back.</summary>
    public void WorstCase(Exchange exchange) => Post(exchange, exchange.Record(UsageOutcome.WorstCase, exchange.Worst.Tokens, exchange.AtStake));

    private void Post(Exchange exchange, in UsageRecord record)
    {
        if (!exchange.TakeTicket(out var ticket)) return; // settled before: once only (I3)
        journal.Post(ticket, record);
        exchange.Hold.Post(record.Cost);
        if (exchange.Rates.IsOpen) EndRates(exchange, record);
        metrics.CountGoverned();
        Watcher?.Invoke(new SettledRequest(exchange.Key, exchange.Model?.Id, exchange.Streams, record, clock.GetElapsedTime(exchange.Started)));
    }

    private void EndRates(Exchange exchange, in UsageRecord record)
    {
        var now = clock.GetTimestamp();
        // A batch that upstream didn't take, or that nobody could note, waits in no queue.
        if (exchange.Route.Operation == Operation.CreateBatch && record.Outcome != UsageOutcome.Free) exchange.Rates.Cancel(now);
        // A worst case is far from any truth: the estimate stands.
        else if (record.Outcome == UsageOutcome.WorstCase) exchange.Rates.Settle(new TokenUsage { InputTokens = exchange.InputEstimate }, now);
        else exchange.Rates.Settle(record.Tokens, now);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId} can't be priced after the fact ({Gap}): its worst case was posted")]
    private partial void LogUnpriced(string requestId, PricingGap gap);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId} was priced with doubts: {Flags}")]
    private partial void LogFlagged(string requestId, PricingFlags flags);

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId} cost more than its worst case ({Bound}, really {Cost}): the bound is wrong")]
    private partial void LogBoundViolated(string requestId, Money bound, Money cost);
}
