namespace Claviger.Core.Audit;

/// <summary>What an export proves.</summary>
/// <param name="Fault">Null when it holds; otherwise the earliest thing that is wrong.</param>
/// <param name="Entries">How many were read.</param>
/// <param name="Checkpoints">Checkpoints in the export that were checked against its entries.</param>
/// <param name="Kept">Checkpoints kept elsewhere that it was found to extend.</param>
/// <param name="Newest">The checkpoint it ends with, if it opened.</param>
public sealed record ExportVerdict(ExportFault? Fault, long Entries, AuditExportHeader? Header, int Checkpoints, int Kept, Checkpoint? Newest, string? LastAt)
{
    public bool Holds => Fault is null;
}
