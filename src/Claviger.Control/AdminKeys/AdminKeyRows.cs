using Claviger.Core.Contracts;

namespace Claviger.Control.AdminKeys;

/// <param name="Next">Where the next page begins; null: there is none.</param>
public sealed record AdminKeyRows(IReadOnlyList<AdminKeyView> Rows, string? Next);
