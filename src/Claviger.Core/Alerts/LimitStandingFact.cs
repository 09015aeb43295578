using Claviger.Core.Limits;

namespace Claviger.Core.Alerts;

/// <summary>How a spend limit stands.</summary>
/// <param name="Name">For people: which period of whom.</param>
/// <param name="WorkspaceId">Its scope, or the workspace of the key that is its scope; null: neither.</param>
/// <param name="Cap">Null: none in force.</param>
/// <param name="Spent">Posted in the period, worst cases of running requests left out.</param>
public sealed record LimitStandingFact(string Id, string Name, LimitScope Scope, string? WorkspaceId, string? OwnerId, PeriodSpan Span, Money? Cap, Money Spent);
