namespace Claviger.Core.Limits;

/// <summary>How long a limit counts before it begins anew. Numbers are stored; never renumber.</summary>
public enum LimitPeriod : byte
{
    Daily = 0,

    /// <summary>From Monday.</summary>
    Weekly = 1,

    Monthly = 2,

    /// <summary>Never begins anew.</summary>
    Lifetime = 3,
}
