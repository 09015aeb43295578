namespace Claviger.Core.Checklist;

public enum ControlSeverity
{
    Low = 0,
    Medium = 1,
    High = 2,
    Critical = 3,
}
