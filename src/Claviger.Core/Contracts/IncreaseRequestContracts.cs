using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's request for a higher spend limit, every key always present, and Claviger's own from <paramref name="Amount"/> on.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="SpendSummary">How the limit stands, while the request is pending and for those who may see the limit; otherwise null.</param>
/// <param name="Status">pending, approved or denied.</param>
/// <param name="Amount">The cap that is asked for, in cents.</param>
/// <param name="ApprovedAmount">The cap that was given; null unless approved.</param>
/// <param name="SpendGrantId">The grant it was given by, if only until the period's end.</param>
/// <param name="SpendLimit">In the answer of an approval: the limit as it is now; otherwise null.</param>
public sealed record IncreaseRequestView(
    string Id, string Type, IncreaseActorView Actor, DateTimeOffset CreatedAt, [AllowedValues("daily", "weekly", "monthly", "lifetime")] string Period, DateTimeOffset? ResolvedAt, IncreaseActorView? ResolvedBy,
    SpendSummaryView? SpendSummary, [AllowedValues("pending", "approved", "denied")] string Status,
    string SpendLimitId, SpendLimitScopeView Scope, string Amount, string Currency, string Reason, string? ApprovedAmount, string? SpendGrantId, SpendLimitView? SpendLimit);

/// <summary>A union: <c>user_actor</c> is a member, <c>scoped_api_key_actor</c> an admin key.</summary>
public sealed record IncreaseActorView(
    [AllowedValues("user_actor", "scoped_api_key_actor")] string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EmailAddress = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Deleted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ScopedApiKeyId = null);

/// <summary><c>POST /v1/organizations/spend_limit_increase_requests</c> (Claviger's; at Anthropic its products make them)</summary>
/// <param name="Amount">The cap that is wanted, above the present one.</param>
/// <param name="Scope">Of the limit, as in <c>spend_limits</c>; left out: the caller's own.</param>
/// <param name="Period">Of the limit; left out: monthly.</param>
public sealed record AskForIncreaseRequest(
    [param: Takes("a string of cents, for example \"80000\" for $800 (a JSON number could lose digits)")] string Amount,
    [Length(1, 500)] string Reason, [Holds(typeof(SpendLimitScopeView))] IReadOnlyDictionary<string, string>? Scope = null,
    [AllowedValues("daily", "weekly", "monthly", "lifetime")] string? Period = null);

/// <summary><c>POST …/{id}/approve</c></summary>
/// <param name="Amount">The cap that is given; need not be what was asked for.</param>
/// <param name="Period">Only the limit's own.</param>
/// <param name="UntilPeriodEnd">Claviger's: as a grant that ends with the period, and not for good.</param>
/// <param name="SuppressNotification">Taken and without effect: Claviger sends no mail.</param>
public sealed record ApproveIncreaseRequest(
    [param: Takes("a string of cents, for example \"80000\" for $800 (a JSON number could lose digits)")] string Amount,
    [AllowedValues("daily", "weekly", "monthly", "lifetime")] string? Period = null, bool? UntilPeriodEnd = null, bool? SuppressNotification = null);

/// <summary><c>POST …/{id}/deny</c></summary>
/// <param name="SuppressNotification">Taken and without effect: Claviger sends no mail.</param>
[MayBeLeftOut]
public sealed record DenyIncreaseRequest(bool? SuppressNotification = null);
