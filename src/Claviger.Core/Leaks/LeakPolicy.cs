namespace Claviger.Core.Leaks;

/// <summary>What is done about a leaked token. Numbers are stored; never renumber.</summary>
public enum LeakPolicy
{
    /// <summary>The secret ends for good.</summary>
    Revoke = 0,

    /// <summary>The key is disabled as a whole, until somebody enables it again.</summary>
    Quarantine = 1,

    /// <summary>An audit entry, and nothing else.</summary>
    Report = 2,
}
