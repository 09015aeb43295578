using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>Money on top of a spend limit until an end (Claviger's).</summary>
/// <param name="Amount">Cents as a decimal string.</param>
/// <param name="Status">scheduled, running or ended.</param>
public sealed record SpendGrantView(
    string Id, string Type, string SpendLimitId, string Amount, string Currency, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Reason,
    [AllowedValues("scheduled", "running", "ended")] string Status);

/// <summary><c>POST /v1/organizations/spend_limits/{id}/grants</c></summary>
/// <param name="StartsAt">Left out: now.</param>
/// <param name="EndsAt">Not included in the grant.</param>
public sealed record GrantSpendRequest(
    [param: Takes("a string of cents, for example \"20000\" for $200 (a JSON number could lose digits)")] string Amount,
    DateTimeOffset EndsAt, DateTimeOffset? StartsAt = null, [Length(1, 500)] string? Reason = null);
