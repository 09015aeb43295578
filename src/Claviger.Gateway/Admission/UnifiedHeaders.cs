using System.Globalization;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>
/// <c>anthropic-ratelimit-unified-*</c>: what Claude Code reads to warn of a cap at 75 % and 95 %, and to say that it is reached, as Anthropic's own
/// self-hosted gateway sends it (measured 2026-11). Left out on purpose in a refusal: representative-claim and overage-status, which
/// would make the client replace the message.
/// </summary>
internal static class UnifiedHeaders
{
    private const string Prefix = "anthropic-ratelimit-unified-";
    private const string Status = Prefix + "status";
    private const string Reset = Prefix + "reset";
    private const string OverageReset = Prefix + "overage-reset";
    private const string Utilization = Prefix + "overage-utilization";
    private const string Threshold = Prefix + "overage-surpassed-threshold";

    private static readonly string[] Hundredths = [.. Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"0.{i:00}"))];

    public static IReadOnlyList<(string, string)> Rejected(LimitPeriod period, DateTimeOffset? resets)
    {
        // A lifetime has no period that the client knows, and no reset to show.
        if (resets is not { } end) return [(Status, "rejected"), (Utilization, "1"), (Threshold, "1"), (Prefix + "overage-disabled-reason", "org_spend_cap_reached")];
        var seconds = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            (Status, "rejected"), (Reset, seconds), (OverageReset, seconds), (Utilization, "1"), (Threshold, "1"),
            (Prefix + "overage-period", LimitNames.Of(period)), (Prefix + "overage-disabled-reason", "org_spend_cap_reached"),
        ];
    }

    /// <summary>On an answer that passes: the limit of the key that is nearest to its cap. Nothing for a key without one.</summary>
    public static void Put(Hold hold, IHeaderDictionary headers)
    {
        if (hold.Nearest() is not { } nearest) return;
        var status = nearest.Hundredths >= 75 ? "allowed_warning" : "allowed";
        headers[Status] = status;
        headers[Prefix + "representative-claim"] = "overage";
        headers[Prefix + "overage-status"] = status;
        headers[Utilization] = Hundredths[nearest.Hundredths];
        if (nearest.Hundredths >= 75) headers[Threshold] = nearest.Hundredths >= 95 ? "0.95" : "0.75";
        headers[Reset] = nearest.ResetSeconds;
        headers[OverageReset] = nearest.ResetSeconds;
    }
}
