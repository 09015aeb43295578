using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's spend limit, every key always present, and Claviger's own from <paramref name="Mode"/> on.</summary>
/// <param name="Amount">Cents as a decimal string; null: no numeric cap.</param>
/// <param name="Period">daily, weekly, monthly or lifetime.</param>
/// <param name="IsEnabled">False while it is suspended.</param>
/// <param name="Mode">hard, soft or shadow.</param>
/// <param name="AtCap">reserve or slice.</param>
/// <param name="SuspendedUntil">Null when it is in force.</param>
/// <param name="Grants">Those that have not ended, in order of their start.</param>
/// <param name="Note">What follows from a change that may surprise; null when nothing does, and in lists.</param>
public sealed record SpendLimitView(
    string Id, string Type, SpendLimitScopeView Scope, string? Amount, string Currency,
    [AllowedValues("daily", "weekly", "monthly", "lifetime")] string Period, bool IsEnabled,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [AllowedValues("hard", "soft", "shadow")] string Mode,
    [AllowedValues("reserve", "slice")] string AtCap, DateTimeOffset? SuspendedUntil, IReadOnlyList<SpendGrantView> Grants, string? Note);

/// <summary>A union on <paramref name="Type"/>: only the id that belongs to it is sent.</summary>
public sealed record SpendLimitScopeView(
    [AllowedValues("organization", "workspace", "api_key", "user", "service_account")] string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WorkspaceId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApiKeyId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ServiceAccountId = null);

/// <summary><c>POST /v1/organizations/spend_limits</c>: makes the limit of a scope and period, or changes it; omitted fields stay.</summary>
/// <param name="Scope"><c>type</c>, and the id field that belongs to it.</param>
/// <param name="Amount">Required for a new limit; null: no numeric cap.</param>
/// <param name="Mode">Default of a new limit: hard.</param>
/// <param name="AtCap">Default of a new limit: reserve.</param>
/// <param name="SuspendedUntil">In the future; null ends a suspension.</param>
public sealed record SetSpendLimitRequest(
    [Holds(typeof(SpendLimitScopeView))] IReadOnlyDictionary<string, string> Scope, [AllowedValues("daily", "weekly", "monthly", "lifetime")] string Period,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [param: Takes("a string of cents, for example \"50000\" for $500 (a JSON number could lose digits), or null for no cap")] Settable<string?> Amount = default,
    [AllowedValues("hard", "soft", "shadow")] string? Mode = null, [AllowedValues("reserve", "slice")] string? AtCap = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<DateTimeOffset?> SuspendedUntil = default);

/// <summary><c>DELETE /v1/organizations/spend_limits/{id}</c></summary>
/// <param name="Note">Claviger's: what was held against it when it went.</param>
public sealed record DeletedSpendLimitView(string Id, string Type, string? Note);
