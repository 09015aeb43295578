using Claviger.Core.Contracts;
using Claviger.Core.Pricing;

namespace Claviger.Control.Requests;

/// <summary>What somebody asks the request log for, as typed.</summary>
/// <param name="Key">An id, or the beginning of a name or service.</param>
/// <param name="Member">An id or an address: who owned the key then.</param>
/// <param name="Outcome">A name of an outcome, or <see cref="BrowseRequests.Bad"/>.</param>
/// <param name="FromMs">Of admission; inclusive. <paramref name="ToMs"/>: exclusive.</param>
public sealed record RequestsAsked(string? Key, string? Workspace, string? Member, string? Model, string? Outcome, long? FromMs, long? ToMs);

/// <summary>A page of the request log for people.</summary>
/// <param name="Names">Of the keys, workspaces and owners on it.</param>
/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="IsPart">The page ends because it has looked at as many requests as one page may, and not because it is full.</param>
public sealed record RequestRows(IReadOnlyList<RequestLogView> Rows, IReadOnlyDictionary<string, string> Names, string? Next, bool IsPart);

/// <summary>One request.</summary>
/// <param name="Parts">What of its cost each class of tokens is; all zero where prices don't explain it.</param>
public sealed record RequestWithCost(RequestLogView Request, CostParts Parts, IReadOnlyDictionary<string, string> Names);
