using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Control.Workspaces;

/// <summary>A workspace on a page for people.</summary>
/// <param name="Keys">That aren't revoked, counted to <see cref="BrowseWorkspaces.MostKeys"/>; null: not the viewer's to know.</param>
/// <param name="Month">Spent since the month began, by UTC days; null: not the viewer's to know.</param>
/// <param name="Limit">Its own that is fullest; null: none, or not the viewer's to know.</param>
public sealed record WorkspaceRow(WorkspaceView View, int? Keys, Money? Month, LimitRow? Limit);

/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record WorkspaceRows(IReadOnlyList<WorkspaceRow> Rows, string? Next);
