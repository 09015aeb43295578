using Claviger.Core.Contracts;

namespace Claviger.Control.Limits;

/// <summary>A limit with all that a page about it shows.</summary>
/// <param name="Set">As it was set.</param>
/// <param name="Grants">The latest first, ended ones too.</param>
/// <param name="Siblings">The others of the same scope.</param>
public sealed record LimitDetail(LimitRow Row, SpendLimitView Set, IReadOnlyList<SpendGrantView> Grants, IReadOnlyList<LimitRow> Siblings);
