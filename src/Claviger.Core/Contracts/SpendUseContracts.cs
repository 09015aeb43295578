using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>How a spend limit stands now: a row of <c>spend_limits/usage</c> and <c>spend_limits/explain</c> (Claviger's).</summary>
/// <param name="ScopeName">Name of the workspace, key or organization; of a member, name or e-mail address.</param>
/// <param name="PeriodStartedAt">Null for a lifetime.</param>
/// <param name="ResetsAt">Null for a lifetime.</param>
/// <param name="Amount">As it was set, in cents like all money here.</param>
/// <param name="Cap">In force now, running grants included; null: no cap (no amount, or suspended).</param>
/// <param name="Spent">Posted in this period, unresolved requests at their worst case.</param>
/// <param name="Held">Worst cases of running requests and of batches that are not booked.</param>
/// <param name="Left">What a new request may still cost; null without a cap.</param>
/// <param name="Waiting">Requests that wait for running ones to settle.</param>
/// <param name="Refused">Since the server began; of a shadow limit, what it would have refused.</param>
/// <param name="Enforced">It refuses what doesn't fit: hard, with a cap in force.</param>
public sealed record SpendLimitUseView(
    string SpendLimitId, string Type, SpendLimitScopeView Scope, string? ScopeName,
    [AllowedValues("daily", "weekly", "monthly", "lifetime")] string Period, DateTimeOffset? PeriodStartedAt, DateTimeOffset? ResetsAt,
    string? Amount, string? Cap, string Currency, string Spent, string Held, string? Left, int Waiting, long Refused,
    [AllowedValues("hard", "soft", "shadow")] string Mode, [AllowedValues("reserve", "slice")] string AtCap, bool Enforced, DateTimeOffset? SuspendedUntil);

/// <summary><c>GET /v1/organizations/spend_limits/explain?api_key_id=</c>: every limit that covers a key, narrowest scope first (Claviger's).</summary>
/// <param name="BindingLimitId">The enforced limit with the least left: the one that refuses first. Null when nothing does.</param>
/// <param name="Left">What one request of this key may cost now; null: nothing caps it.</param>
public sealed record SpendExplanationView(
    string Type, NamedRef ApiKey, NamedRef Workspace, NamedRef Owner, string? BindingLimitId, string? Left, IReadOnlyList<SpendLimitUseView> Limits);

/// <param name="Type">api_key, workspace, user or service_account</param>
public sealed record NamedRef(string Type, string Id, string? Name);

/// <summary>Anthropic's row of <c>spend_limits/effective</c>, and Claviger's own from <paramref name="Spent"/> on.</summary>
/// <param name="Amount">The cap in force; null: none at this period.</param>
/// <param name="Source">The scope that the cap comes from.</param>
/// <param name="PeriodToDateSpend">Cents with up to three decimals, rounded up.</param>
/// <param name="Spent">The same, exact.</param>
public sealed record SpendSummaryView(
    SpendLimitScopeView Scope, UserActorView Actor, string? Amount, string Currency,
    [AllowedValues("daily", "weekly", "monthly", "lifetime")] string Period, SpendLimitScopeView Source, string SpendLimitId,
    string PeriodToDateSpend, string Spent, string Held, string? Left, DateTimeOffset? ResetsAt, [AllowedValues("hard", "soft", "shadow")] string Mode);

/// <param name="Type">user_actor</param>
public sealed record UserActorView(string Type, string UserId, string? Name, string? EmailAddress, bool Deleted);
