namespace Claviger.Storage.Moving;

/// <param name="Digest">Over every value of every row, in whatever order they came: hex.</param>
public sealed record MovedTable(string Name, long Rows, string Digest);
