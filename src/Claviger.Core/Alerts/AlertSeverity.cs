namespace Claviger.Core.Alerts;

/// <summary>How urgent an alert is. Numbers are stored; never renumber.</summary>
public enum AlertSeverity : byte
{
    Info = 0,
    Warning = 1,

    /// <summary>Passes quiet hours.</summary>
    Critical = 2,
}
