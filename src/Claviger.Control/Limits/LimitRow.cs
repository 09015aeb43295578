using Claviger.Control.Keys;

namespace Claviger.Control.Limits;

/// <summary>A limit on a page for people.</summary>
/// <param name="WorkspaceId">That it is of, or that its key is in; null: it isn't of one workspace.</param>
/// <param name="Fullness">Spent and held as a share of the cap in force; null: no cap in force.</param>
public sealed record LimitRow(SpendUseRow Use, string? WorkspaceId, string? WorkspaceName, double? Fullness);

/// <param name="Next">Position of the next page; null: this is the last.</param>
/// <param name="AreDearestKeys">Of keys' limits only those of the keys that cost most this month were looked at: there are too many to rank them all.</param>
public sealed record LimitRows(IReadOnlyList<LimitRow> Rows, string? Next, bool AreDearestKeys);
