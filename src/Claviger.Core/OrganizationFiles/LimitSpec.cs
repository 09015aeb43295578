namespace Claviger.Core.OrganizationFiles;

/// <param name="Amount">Null: no cap.</param>
/// <param name="Mode">hard, soft or shadow; null: left as it is, hard for a new one.</param>
/// <param name="AtCap">reserve or slice; null: left as it is, reserve for a new one.</param>
public sealed record LimitSpec(Money? Amount, string? Mode, string? AtCap);
