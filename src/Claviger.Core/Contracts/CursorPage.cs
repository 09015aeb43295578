namespace Claviger.Core.Contracts;

/// <summary>Anthropic's opaque-cursor page: ask for more with <c>page</c> = <c>next_page</c>; null: that was the last.</summary>
public sealed record CursorPage<T>(IReadOnlyList<T> Data, string? NextPage);
