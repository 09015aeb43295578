using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>Which requests a page is of.</summary>
/// <param name="Workspaces">Numbers; never null, because rows know no organization but by their workspace.</param>
/// <param name="FromMs">Of admission; inclusive. <paramref name="ToMs"/>: exclusive.</param>
public sealed record RequestLogFilter(
    IReadOnlyList<int> Workspaces, IReadOnlyList<int>? Keys, IReadOnlyList<int>? Models, IReadOnlyList<UsageOutcome>? Outcomes, long? FromMs, long? ToMs)
{
    /// <summary>Numbers of who owned the key then; null: anybody.</summary>
    public IReadOnlyList<int>? Owners { get; init; }

    /// <summary>Nothing beyond time and workspace is asked for.</summary>
    public bool IsPlain => Keys is null && Models is null && Outcomes is null && Owners is null;
}
