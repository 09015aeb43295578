namespace Claviger.Core.Alerts;

/// <summary>Why something is sent. Numbers are stored; never renumber.</summary>
public enum AlertEvent : byte
{
    Opened = 0,

    /// <summary>Still open, after the rule's hours.</summary>
    Repeated = 1,
    Resolved = 2,
    Digest = 3,
    Test = 4,
}
