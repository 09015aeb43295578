using System.Globalization;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;

namespace Claviger.Gateway.Admission;

/// <summary>
/// What a caller is told that a spend limit refuses: whose limit, how much, what is used and held, when it begins anew, and what to do (R20).
/// </summary>
internal static class SpendRefusalText
{
    /// <summary>Running requests seldom take longer; a client that comes back too early only waits in the queue again.</summary>
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(5);

    public static Refused Of(Exchange exchange, SpendRefusal refusal)
    {
        if (refusal.Limit is not { } limit) return new(Refusal.BooksUnavailable, "the spend books can't be reached, so no money could be held for this request and it was not sent");
        var who = Whose(exchange, limit);
        var resets = refusal.ResetsAtMs == long.MaxValue ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(refusal.ResetsAtMs);
        var state = $"{refusal.Used} spent and {refusal.Held} held by running requests, of {refusal.Cap}";
        var until = resets is { } end ? $"It begins anew at {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}." : "It never begins anew.";
        var ask = $"an administrator can raise {limit.Id}";
        var (kind, message) = refusal.Kind switch
        {
            SpendRefusalKind.Reached => (Reached(exchange), $"{Prefix(exchange, limit)}{who} has reached its {Period(limit)} spend limit: {state}; this request could cost up to {refusal.Need}. {until} Lower max_tokens, or {ask}."),
            SpendRefusalKind.NeverFits => (Refusal.SpendLimitNeverFits, $"this request could cost up to {refusal.Need}, more than the whole {Period(limit)} spend limit of {who} ({refusal.Cap}). Lower max_tokens or shorten the prompt, or {ask}."),
            _ => (Refusal.SpendLimitBusy, $"the {Period(limit)} spend limit of {who} is held by running requests: {state}; this request could cost up to {refusal.Need}. Try again in some seconds, lower max_tokens, or {ask}."),
        };
        return new(kind, message, Extras(exchange, refusal, limit, resets));
    }

    private static RefusalExtras Extras(Exchange exchange, SpendRefusal refusal, SpendLimit limit, DateTimeOffset? resets)
    {
        var untilReset = resets is { } end ? end - exchange.At : (TimeSpan?)null;
        return new RefusalExtras(
            refusal.Kind == SpendRefusalKind.Busy ? "spend_limit_busy" : refusal.Kind == SpendRefusalKind.NeverFits ? "spend_limit_below_request" : "enforced_spend_limit_reached",
            [
                ("limit_id", limit.Id.Value), ("level", LimitNames.Of(limit.Scope.Type)), ("entity_id", limit.Scope.Id), ("period", LimitNames.Of(limit.Period)),
                ("limit", refusal.Cap.ToCentsString()), ("used", refusal.Used.ToCentsString()), ("held", refusal.Held.ToCentsString()), ("needed", refusal.Need.ToCentsString()),
                ("resets_at", resets?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ],
            refusal.Kind switch { SpendRefusalKind.Busy => BusyFor, SpendRefusalKind.Reached => untilReset, _ => null },
            refusal.Kind == SpendRefusalKind.Reached && exchange.Policy.Organization.SpendRefusals == SpendRefusalStyle.BillingError ? UnifiedHeaders.Rejected(limit.Period, resets) : []);
    }

    private static Refusal Reached(Exchange exchange) =>
        exchange.Policy.Organization.SpendRefusals == SpendRefusalStyle.InvalidRequest ? Refusal.SpendLimitReachedPlainly : Refusal.SpendLimitReached;

    /// <summary>The words by which clients of Anthropic's API know a self-set limit (pages of 2026-10-08).</summary>
    private static string Prefix(Exchange exchange, SpendLimit limit) => exchange.Policy.Organization.SpendRefusals != SpendRefusalStyle.InvalidRequest
        ? ""
        : limit.Scope.Type == LimitScopeType.Workspace ? "You have reached your specified workspace API usage limits: " : "You have reached your specified API usage limits: ";

    private static string Whose(Exchange exchange, SpendLimit limit) => limit.Scope.Type switch
    {
        LimitScopeType.ApiKey => $"API key '{exchange.Key.Key.Name}'",
        LimitScopeType.Workspace => $"workspace '{exchange.Key.Workspace.Name}'",
        LimitScopeType.Organization => $"organization '{exchange.Policy.Organization.Name}'",
        LimitScopeType.User => $"member {limit.Scope.Id}",
        _ => $"service account {limit.Scope.Id}",
    };

    private static string Period(SpendLimit limit) => LimitNames.Of(limit.Period);
}
