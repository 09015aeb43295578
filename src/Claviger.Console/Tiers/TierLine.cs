namespace Claviger.Console.Tiers;

/// <summary>A group's row in the form of a tier.</summary>
/// <param name="Class">What tiers call the group.</param>
/// <param name="Cells">Its limiters with what stands in their fields.</param>
public sealed record TierLine(string Class, string Title, bool IsModels, IReadOnlyList<TierCell> Cells);

/// <param name="Value">As it is, or as it was typed; null: no limit.</param>
public sealed record TierCell(string Limiter, string Label, string? Value);
