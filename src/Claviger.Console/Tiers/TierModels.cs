using Claviger.Control.Rates;

namespace Claviger.Console.Tiers;

/// <param name="Organization">The tier that all keys share; null: none.</param>
public sealed record TierListModel(IReadOnlyList<TierRow> Tiers, string? Organization);

/// <param name="Title">As it is called, or as it was typed.</param>
public sealed record TierModel(TierRow Row, string? Title, IReadOnlyList<TierLine> Lines);

/// <param name="From">The tier whose figures stand in the form to begin with.</param>
public sealed record NewTierModel(string? Name, string? Title, string? From, IReadOnlyList<string> Tiers, IReadOnlyList<TierLine> Lines);
