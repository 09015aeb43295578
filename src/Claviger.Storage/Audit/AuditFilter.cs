using Claviger.Core.Audit;

namespace Claviger.Storage.Audit;

/// <summary>Which entries a page is of.</summary>
/// <param name="Kinds">Null: all; empty: none.</param>
/// <param name="FromMs">Inclusive; <paramref name="ToMs"/> exclusive; Unix milliseconds.</param>
public sealed record AuditFilter(
    IReadOnlyList<AuditKind>? Kinds, IReadOnlyList<AuditKind> NotKinds, IReadOnlyList<string> ActorIds, string? Target, AuditOutcome? Outcome, long? FromMs, long? ToMs);
