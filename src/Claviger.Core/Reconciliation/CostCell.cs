namespace Claviger.Core.Reconciliation;

/// <summary>What an amount is for, in words that both books share.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Workspace">Whatever stands for one workspace on both sides.</param>
/// <param name="Model">Null for searches and what names no model.</param>
/// <param name="CostType">tokens, web_search, or another word of the bill's.</param>
/// <param name="TokenType">Null where it is not about tokens.</param>
/// <param name="Tier">batch or standard</param>
/// <param name="Variant">Geography and context window; empty: not told apart.</param>
public sealed record CostCell(DateOnly Day, string Workspace, string? Model, string CostType, string? TokenType, string Tier, string Variant)
{
    public const string Tokens = "tokens";
    public const string WebSearch = "web_search";

    /// <summary>Claviger meters nothing else.</summary>
    public bool IsMetered => CostType is Tokens or WebSearch;

    public override string ToString() => CostType == Tokens ? $"{TokenType}{(Tier == "standard" ? "" : ", " + Tier)}{(Variant.Length == 0 ? "" : ", " + Variant)}" : CostType;
}

/// <summary>Our books.</summary>
/// <param name="Nanos">What is known to be for this, nano-dollars.</param>
/// <param name="Quantity">Tokens or searches, those of bounds with them.</param>
/// <param name="Requests">Of the model on that day: each may round.</param>
/// <param name="PriorityQuantity">Of the quantity, what a priority tier did.</param>
public sealed record BookedCell(CostCell Cell, long Nanos, long Quantity, long Requests, long PriorityQuantity = 0);

/// <summary>Of our books, what is known of no class: a bound, or a rest.</summary>
/// <param name="Class"><see cref="DifferenceClass.Bound"/>, <see cref="DifferenceClass.Unresolved"/> or <see cref="DifferenceClass.NotAttributed"/>.</param>
/// <param name="What">How the requests ended, for a person.</param>
/// <param name="Quantities">The most that was used, by what it is for. Empty for a rest: nobody knows.</param>
public sealed record BookedBound(DateOnly Day, string Workspace, string? Model, DifferenceClass Class, string What, long Nanos, IReadOnlyDictionary<CostCell, long> Quantities);

/// <summary>The bill.</summary>
/// <param name="Rows">Rows that were added up: each may round.</param>
/// <param name="Quantity">Of the usage report; 0: not told.</param>
/// <param name="ForeignQuantity">Of the quantity, what keys used that are known not to be Claviger's.</param>
public sealed record BilledCell(CostCell Cell, long Nanos, int Rows, long Quantity, long ForeignQuantity = 0);

/// <param name="LateFrom">From this day on, what one side lacks may still come; null: nothing is late.</param>
/// <param name="RowUnitNanos">The last digit of the bill's amounts: a row may be off by as much.</param>
public sealed record ReconciliationOptions(DateOnly? LateFrom = null, long RowUnitNanos = 1);
