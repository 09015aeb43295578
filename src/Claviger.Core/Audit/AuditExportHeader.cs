namespace Claviger.Core.Audit;

/// <summary>The first line of an export.</summary>
/// <param name="ClavigerAuditExport">The format's number, <see cref="AuditExport.Format"/>.</param>
/// <param name="First">Sequence of the first entry; <paramref name="Last"/> of the last one, which is the size that its checkpoint covers.</param>
/// <param name="PublicKey">For whoever looks the key up; to trust it would be to trust the file.</param>
/// <param name="Frontier">Hashes of everything before the first entry, so that a part verifies alone; empty when it begins at 1.</param>
public sealed record AuditExportHeader(
    int ClavigerAuditExport, string Origin, string OrganizationId, long First, long Last, string ExportedAt, string PublicKey, IReadOnlyList<byte[]> Frontier);
