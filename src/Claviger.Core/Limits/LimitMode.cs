namespace Claviger.Core.Limits;

/// <summary>What a limit does. Numbers are stored; never renumber.</summary>
public enum LimitMode : byte
{
    /// <summary>Refuses what doesn't fit.</summary>
    Hard = 0,

    /// <summary>Tells, refuses nothing.</summary>
    Soft = 1,

    /// <summary>Counts what it would have refused, refuses nothing: for trying a limit before it is in force.</summary>
    Shadow = 2,
}
