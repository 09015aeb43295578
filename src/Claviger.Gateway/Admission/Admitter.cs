using System.Text;
using Claviger.Core;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Routes;
using Microsoft.Extensions.Primitives;

namespace Claviger.Gateway.Admission;

/// <summary>
/// Steps 4 to 6 for a Messages body: what it asks for, whether this key may, what it can cost at most, and its place in the journal.
/// Every path that isn't the last line is a refusal, and a refusal sends nothing upstream.
/// </summary>
internal sealed class Admitter(IUsageJournal journal, IOwnedObjects owned, SpendLedger ledger, RateLimiter rates, TokenCounter counter, TimeProvider clock, InferenceGeo? upstreamDefaultGeo)
{
    private const long MaxBatchNanos = 1_000_000_000 * Money.NanosPerDollar;

    /// <summary>The bound counts a token a byte; text has about four (limits page, 2026-10-08). Corrected from usage at the end.</summary>
    private const int BytesPerToken = 4;

    private const string ProfileHeader = "anthropic-user-profile-id";

    private readonly ShapePool _shapes = new();

    /// <summary>Inspect and authorize a message or a count; on success the exchange knows its model and worst case.</summary>
    public Refused Judge(Exchange exchange, InspectionLimits limits)
    {
        var shape = _shapes.Rent();
        try
        {
            var body = exchange.Body.Span;
            var inspection = RequestInspector.Inspect(body, shape, limits);
            if (!inspection.IsAccepted) return new(Refusal.InvalidBody, InspectionMessages.Of(inspection));
            if (Authorize(exchange, shape, body, inBatch: false, out var model, out var worst) is { IsRefused: true } refused) return refused;

            exchange.Model = model;
            exchange.MaxTokens = shape.MaxTokens ?? 0;
            exchange.Streams = shape.Stream;
            exchange.MayThink = shape.ThinkingEnabled;
            if (exchange.Route.Governance == Governance.Metered) exchange.Worst = worst; // counting is free
            return default;
        }
        finally
        {
            _shapes.Return(shape);
        }
    }

    /// <summary>The same for every line of a batch; on success the exchange knows the sum of the lines' worst cases.</summary>
    public Refused JudgeBatch(Exchange exchange, out int lines)
    {
        var shape = _shapes.Rent();
        try
        {
            var body = exchange.Body;
            Refused refused = default;
            long nanos = 0;
            var result = BatchInspector.Inspect(body.Span, shape, InspectionLimits.BatchLine, (in BatchLine line) =>
            {
                if (refused.IsRefused) return;
                refused = Authorize(exchange, line.Shape, body.Span, inBatch: true, out _, out var worst);
                if (refused.IsRefused) refused = new(refused.Refusal, $"requests.{line.Index}.{refused.Message ?? RefusalWire.Of(refused.Refusal).Message}", refused.Extras);
                nanos = worst.Cost.Nanos > long.MaxValue - nanos ? long.MaxValue : nanos + worst.Cost.Nanos;
            });
            lines = result.Lines;
            if (!result.IsAccepted) return new(Refusal.InvalidBody, InspectionMessages.Of(result.Result, result.Line));
            // Beyond a billion dollars sums could overflow in the end; no batch means that.
            if (nanos > MaxBatchNanos) refused = new(Refusal.InvalidBody, "requests: together they could cost over a billion dollars; lower max_tokens or split the batch");
            exchange.Worst = WorstPlan.Of(new Money(nanos));
            return refused;
        }
        finally
        {
            _shapes.Return(shape);
        }
    }

    /// <summary>
    /// Admit: rates, then money, all limits or none, then the journal's record. Waits only where memory could not decide, or where a rate limit
    /// lets it in within a moment; what costs nothing is held against no money.
    /// </summary>
    /// <param name="batchLines">Lines of a batch to be submitted; otherwise 0.</param>
    /// <exception cref="OperationCanceledException">The client left while its request waited; nothing is held.</exception>
    public ValueTask<Refused> AdmitAsync(Exchange exchange, int batchLines)
    {
        var now = clock.GetTimestamp();
        if (!TakeRates(exchange, batchLines, now, out var wait, out var refusal)) return new(RateRefusals.Of(exchange, refusal));
        if (wait > TimeSpan.Zero) return AdmitLaterAsync(exchange, wait);
        var money = HoldMoneyAsync(exchange);
        if (!money.IsCompletedSuccessfully) return EndRatesUnlessAdmittedAsync(exchange, money);
        var refused = money.Result;
        if (refused.IsRefused) exchange.Rates.Cancel(now);
        return new(refused);
    }

    private async ValueTask<Refused> AdmitLaterAsync(Exchange exchange, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, clock, exchange.Http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            exchange.Rates.Cancel(clock.GetTimestamp());
            throw;
        }

        return await EndRatesUnlessAdmittedAsync(exchange, HoldMoneyAsync(exchange));
    }

    private async ValueTask<Refused> EndRatesUnlessAdmittedAsync(Exchange exchange, ValueTask<Refused> money)
    {
        var isAdmitted = false;
        try
        {
            var refused = await money;
            isAdmitted = !refused.IsRefused;
            return refused;
        }
        finally
        {
            if (!isAdmitted) exchange.Rates.Cancel(clock.GetTimestamp());
        }
    }

    private bool TakeRates(Exchange exchange, int batchLines, long now, out TimeSpan wait, out RateRefusal refusal)
    {
        (wait, refusal) = (default, default);
        if (exchange.Route.Operation == Operation.CreateMessage)
        {
            exchange.InputEstimate = exchange.Worst.PromptTokens / BytesPerToken;
            return rates.TryAdmit(exchange.Key, exchange.Policy.RateGroup(exchange.Model!), exchange.InputEstimate, now, out exchange.Rates, out wait, out refusal);
        }

        if (exchange.Route.Operation == Operation.CreateBatch) return rates.TryAdmitBatch(exchange.Key, batchLines, now, out exchange.Rates, out wait, out refusal);
        return CallGroups.Of(exchange.Route) is not { } group || rates.TryAdmitCall(exchange.Key, group, now, out exchange.Rates, out wait, out refusal);
    }

    private ValueTask<Refused> HoldMoneyAsync(Exchange exchange)
    {
        if (exchange.Worst.Cost == Money.Zero) return new(Open(exchange, default));
        return ledger.TryHold(exchange.Key, exchange.Policy.Calendar, Asked(exchange.Worst), exchange.At.ToUnixTimeMilliseconds(), out var hold)
            ? new(Open(exchange, hold))
            : AdmitSlowlyAsync(exchange);
    }

    private async ValueTask<Refused> AdmitSlowlyAsync(Exchange exchange)
    {
        var tightener = exchange.Worst.IsCountable ? new Tightener(Asked(exchange.Worst.WithPrompt(0)).Part, ct => TightenAsync(exchange, ct)) : null;
        var answer = await ledger.HoldAsync(
            exchange.Key, exchange.Policy.Calendar, Asked(exchange.Worst), exchange.At.ToUnixTimeMilliseconds(), tightener, exchange.Http.RequestAborted);
        return answer.Refusal is { } refusal ? SpendRefusalText.Of(exchange, refusal) : Open(exchange, answer.Hold);
    }

    private async ValueTask<HoldAmount?> TightenAsync(Exchange exchange, CancellationToken ct)
    {
        if (await counter.CountAsync(exchange, ct) is not { } counted) return null;
        exchange.Worst = exchange.Worst.WithPrompt(counted);
        return Asked(exchange.Worst);
    }

    private HoldAmount Asked(in WorstPlan worst) => new(worst.Cost, worst.IsStoppable ? worst.CostWithOutput(ledger.SliceTokens) : worst.Cost);

    private Refused Open(Exchange exchange, Hold hold)
    {
        exchange.Hold = hold;
        if (hold.IsSliced) exchange.MaxTokens = ledger.SliceTokens; // more is asked for while it streams
        var atStake = exchange.AtStake;
        var worst = exchange.Record(atStake > Money.Zero ? UsageOutcome.WorstCase : UsageOutcome.Free, exchange.Worst.Tokens, atStake);
        if (!journal.TryOpen(worst, hold.Limits, out var ticket))
        {
            hold.Release();
            exchange.Hold = default;
            return Refusal.BooksUnavailable;
        }

        exchange.Opened(ticket);
        return default;
    }

    private Refused Authorize(
        Exchange exchange, RequestShape shape, ReadOnlySpan<byte> body, bool inBatch, out ModelEntry? model, out WorstPlan worst)
    {
        worst = default;
        var prices = exchange.Policy.Prices;
        if (!prices.TryFind(shape.Read(body, shape.Model), out model)) return Refusal.UnknownModel;
        if (!exchange.Key.AllowsModel(model.Id)) return new(Refusal.ModelNotAllowed, $"model: this key may not use {model.Id}");
        foreach (var slice in shape.OtherModels)
            if (prices.TryFind(shape.Read(body, slice), out var other) && !exchange.Key.AllowsModel(other.Id))
                return new(Refusal.ModelNotAllowed, $"fallbacks: this key may not use {other.Id}");

        if (exchange.Key.Key.Rules.MaxTokensCeiling is { } ceiling && Math.Max(shape.MaxTokens ?? 0, shape.FallbackMaxTokens ?? 0) > ceiling)
            return new(Refusal.MaxTokensAboveCeiling, $"max_tokens: at most {ceiling} with this key");
        if (Demands(exchange, shape, body, inBatch, model) is { IsRefused: true } demanded) return demanded;
        if (ForeignObject(exchange, shape, body) is { IsRefused: true } foreign) return foreign;
        return WorstCaseBound.Of(prices, model, shape, body, exchange.At, inBatch, out worst);
    }

    /// <summary>Of requests for inference only: counting works on nothing.</summary>
    private Refused Demands(Exchange exchange, RequestShape shape, ReadOnlySpan<byte> body, bool inBatch, ModelEntry model)
    {
        var workspace = exchange.Key.Workspace;
        var header = exchange.Http.Request.Headers[ProfileHeader];
        if (header.Count > 0 && CheckProfileHeader(exchange, header, shape.Read(body, shape.UserProfileId)) is { IsRefused: true } refused) return refused;
        if (exchange.Route.Operation == Operation.CountTokens) return default;
        if (WorkspaceRules.CheckGeo(workspace.Residency, shape, model, upstreamDefaultGeo) is { IsRefused: true } elsewhere) return elsewhere;
        if (workspace.UserProfile is not { } bound) return default;
        // A batch's lines each say theirs: whether the header of the submission holds for them isn't known.
        var named = !shape.UserProfileId.IsEmpty || inBatch ? shape.Read(body, shape.UserProfileId) : Encoding.UTF8.GetBytes(header.ToString());
        return WorkspaceRules.CheckProfile(bound, named);
    }

    /// <summary>The header says the same as the body's field, so it must be as much the workspace's own.</summary>
    private Refused CheckProfileHeader(Exchange exchange, StringValues header, ReadOnlySpan<byte> inBody)
    {
        var id = Encoding.UTF8.GetBytes(header.ToString());
        if (header.Count > 1 || !inBody.IsEmpty && !inBody.SequenceEqual(id)) return new(Refusal.InvalidBody, $"{ProfileHeader}: names another user profile than the request; send one of the two");
        return OwnsProfile(exchange, id) ? default : new(Refusal.ForeignObject, $"{ProfileHeader}: no such user profile in this workspace");
    }

    /// <summary>An upstream workspace may be shared: naming another tenant's file, skill, container or profile must look like naming none.</summary>
    private Refused ForeignObject(Exchange exchange, RequestShape shape, ReadOnlySpan<byte> body)
    {
        foreach (var file in shape.FileIds)
            if (!Owns(exchange, OwnedKind.File, shape.Read(body, file))) return new(Refusal.ForeignObject, "file_id: no such file in this workspace");
        foreach (var skill in shape.Skills)
            if (!skill.MadeByAnthropic && !Owns(exchange, OwnedKind.Skill, shape.Read(body, skill.Id))) return new(Refusal.ForeignObject, "skill_id: no such skill in this workspace");
        if (!shape.ContainerId.IsEmpty && !Owns(exchange, OwnedKind.Container, shape.Read(body, shape.ContainerId)))
            return new(Refusal.ForeignObject, "container: no such container in this workspace");
        if (!shape.UserProfileId.IsEmpty && !OwnsProfile(exchange, shape.Read(body, shape.UserProfileId)))
            return new(Refusal.ForeignObject, "user_profile_id: no such user profile in this workspace");
        return default;
    }

    /// <summary>The profile that an administrator bound the workspace to is its own, whoever made it.</summary>
    private bool OwnsProfile(Exchange exchange, ReadOnlySpan<byte> id) =>
        exchange.Key.Workspace.UserProfile is { } bound && Ascii.Equals(id, bound) || Owns(exchange, OwnedKind.UserProfile, id);

    private bool Owns(Exchange exchange, OwnedKind kind, ReadOnlySpan<byte> id) =>
        owned.OwnerOf(kind, Encoding.UTF8.GetString(id)) == exchange.Key.Workspace.Number;
}
