namespace Claviger.Core.Checklist;

public enum FindingStatus
{
    Pass = 0,

    /// <summary>Something that should be looked at, and that no rule is broken by.</summary>
    Warn = 1,

    Fail = 2,

    /// <summary>There is nothing to judge, or the source can't show it.</summary>
    NotApplicable = 3,

    /// <summary>It would be fail or warn, and somebody answers for leaving it so until a date.</summary>
    Waived = 4,
}
