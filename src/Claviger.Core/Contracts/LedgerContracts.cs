namespace Claviger.Core.Contracts;

/// <summary>Spend whose truth nobody saw, booked at the most that it can be: <c>GET /v1/organizations/ledger/unresolved</c> (Claviger's).</summary>
/// <param name="Id"><c>req_…</c> of a request that ran when its process died, or <c>lde_…</c> of what was left of a lease when the machine went down.</param>
/// <param name="Type">unresolved_request or unresolved_remainder</param>
/// <param name="Amount">Cents that are booked for it until it is resolved.</param>
/// <param name="ApiKeyId">Of a request; likewise <paramref name="WorkspaceId"/> and <paramref name="Model"/>.</param>
/// <param name="SpendLimitId">Of a remainder.</param>
public sealed record UnresolvedSpendView(
    string Id, string Type, DateTimeOffset At, string Amount, string Currency, string? ApiKeyId, string? WorkspaceId, string? Model, string? SpendLimitId);

/// <summary><c>POST /v1/organizations/ledger/unresolved/{id}/resolve</c></summary>
/// <param name="Amount">What it really cost, in cents; from "0" to what is booked.</param>
public sealed record ResolveSpendRequest([param: Takes("a string of cents, for example \"12.5\" (a JSON number could lose digits)")] string Amount);

/// <param name="Booked">Cents that were booked until now.</param>
/// <param name="Amount">Cents that are booked from now on.</param>
public sealed record ResolvedSpendView(string Id, string Type, string Booked, string Amount, string Currency);

/// <summary><c>GET /v1/organizations/ledger/verify</c>: sums against rows, all of them.</summary>
/// <param name="Ok">No difference was found.</param>
/// <param name="Rows">Usage rows that were added up; likewise <paramref name="Limits"/>, a limit and period each.</param>
public sealed record LedgerVerificationView(string Type, bool Ok, long Rows, long Limits, IReadOnlyList<LedgerDifferenceView> Differences);

/// <param name="Sum">Which sum is wrong: usage_hourly, usage_daily, workspace_hourly, workspace_daily, key_monthly, limit_posted or limit_leased.</param>
/// <param name="Where">Hour, day, or limit and period, for people to read.</param>
/// <param name="Figure"><c>cost</c>, <c>posted</c> and <c>leased</c> are cents; requests and token classes are counts.</param>
/// <param name="Booked">What the sum says; <paramref name="Expected"/> is what counting again says, and of <c>leased</c> the most there may be.</param>
public sealed record LedgerDifferenceView(string Sum, string Where, string Figure, string Booked, string Expected);
