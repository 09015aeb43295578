using Claviger.Core.Contracts;

namespace Claviger.Control.Rotation;

/// <param name="Next">Where the next page begins; null: there is none.</param>
public sealed record RotationRows(IReadOnlyList<RotationView> Rows, string? Next);
