using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

internal static class SpendLimitViews
{
    public const string Currency = "USD";

    public static SpendLimitView Of(SpendLimit limit, long nowMs, string? note = null) => new(
        limit.Id.Value, "spend_limit", LimitScopes.ViewOf(limit.Scope), limit.Amount?.ToCentsString(), Currency, LimitNames.Of(limit.Period),
        IsEnabled: !limit.IsSuspendedAt(nowMs), Time(limit.CreatedAtMs), Time(limit.UpdatedAtMs),
        LimitNames.Of(limit.Mode), LimitNames.Of(limit.AtCap), limit.IsSuspendedAt(nowMs) ? Time(limit.SuspendedUntilMs!.Value) : null,
        limit.Grants.Where(grant => grant.EndsAtMs > Math.Max(nowMs, grant.StartsAtMs)).Select(grant => Of(limit, grant, nowMs)).ToList(), note);

    public static SpendGrantView Of(SpendLimit limit, SpendGrant grant, long nowMs) => new(
        grant.Id.Value, "spend_grant", limit.Id.Value, grant.Amount.ToCentsString(), Currency, Time(grant.StartsAtMs), Time(grant.EndsAtMs), grant.Reason,
        grant.RunsAt(nowMs) ? "running" : grant.EndsAtMs > Math.Max(nowMs, grant.StartsAtMs) ? "scheduled" : "ended");

    public static DateTimeOffset Time(long atMs) => DateTimeOffset.FromUnixTimeMilliseconds(atMs);

    /// <summary>For audit entries: values as they were set.</summary>
    public static object FieldsOf(SpendLimit limit) => new
    {
        amount = limit.Amount?.ToCentsString(),
        mode = LimitNames.Of(limit.Mode),
        at_cap = LimitNames.Of(limit.AtCap),
        suspended_until = limit.SuspendedUntilMs is { } until ? UtcTimeConverter.Text(Time(until)) : null,
    };
}
