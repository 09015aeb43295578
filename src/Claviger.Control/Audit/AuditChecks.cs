using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Control.Audit;

/// <summary>One step of a proof, and whether it holds.</summary>
public sealed record AuditCheck(bool Holds, string Text);

/// <summary>An entry with its proof, checked.</summary>
/// <param name="Hash">Of the entry's bytes as they stand, hex; <paramref name="PreviousHash"/> of the entry before, as it was written.</param>
/// <param name="Newest">Size of the newest checkpoint.</param>
public sealed record AuditEntryChecked(AuditProofView Proof, string Hash, string? PreviousHash, string Root, IReadOnlyList<AuditCheck> Checks, long Newest)
{
    public bool Holds => Checks.All(check => check.Holds);
}

/// <summary>A stretch of the log, each entry of it read and hashed.</summary>
/// <param name="Size">Entries that are signed.</param>
/// <param name="Extended">Whether the newest checkpoint extends the one that the stretch ends with.</param>
public sealed record AuditStretchChecked(ExportVerdict Verdict, long From, long To, long Size, bool Extended)
{
    public bool Holds => Verdict.Holds && Extended;
}

/// <summary>Checkpoints that somebody kept elsewhere, against the log as it is.</summary>
public sealed record KeptVerdict(IReadOnlyList<KeptCheckpointChecked> Checkpoints);

/// <param name="Fault">Null when the log still begins with all that it covers.</param>
public sealed record KeptCheckpointChecked(long Size, string? Fault);
