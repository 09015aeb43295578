using Claviger.Core.Contracts;

namespace Claviger.Control.Rates;

/// <summary>A tier on a page for people, with who has it.</summary>
/// <param name="HasOrganization">All keys of the organization share it.</param>
/// <param name="Workspaces">Live ones that the viewer sees: id and name.</param>
/// <param name="Keys">That aren't revoked, counted to <see cref="BrowseTiers.MostKeys"/>; null: not the viewer's to know.</param>
public sealed record TierRow(TierView View, bool HasOrganization, IReadOnlyList<(string Id, string Name)> Workspaces, int? Keys)
{
    public bool IsUsed => HasOrganization || Workspaces.Count > 0 || Keys > 0;
}

public sealed record TierRows(IReadOnlyList<TierRow> Rows);
