namespace Claviger.Core.Audit;

/// <summary>Numbers are stored; never renumber.</summary>
public enum AuditOutcome : byte
{
    Done = 0,
    Denied = 1,
}
