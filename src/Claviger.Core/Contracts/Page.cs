namespace Claviger.Core.Contracts;

/// <summary>Anthropic's id-cursor page: ask for more with <c>after_id</c> = <c>last_id</c>.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? FirstId, string? LastId);
