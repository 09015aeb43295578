using Claviger.Core;

namespace Claviger.Storage.Limits;

/// <summary>How a limit stands in a period, over all nodes.</summary>
/// <param name="Posted">What was spent, unresolved at its worst case.</param>
/// <param name="Leased">What nodes hold or may hold on top of it.</param>
public readonly record struct LimitShare(Money Posted, Money Leased);
