namespace Claviger.Core.Contracts;

/// <summary>Anthropic's opaque-cursor page: ask for more with <c>page</c> = <c>next_page</c> and the same filters.</summary>
public sealed record CursorPage<T>(IReadOnlyList<T> Data, string? NextPage);
