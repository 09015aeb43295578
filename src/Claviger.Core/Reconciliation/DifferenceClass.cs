namespace Claviger.Core.Reconciliation;

/// <summary>Why two books differ.</summary>
public enum DifferenceClass
{
    /// <summary>Less than rounding a request here and a row there can make.</summary>
    Rounding,

    /// <summary>Usage was not seen (worst case, cut short, stopped at a cap): a bound was booked, and less was billed.</summary>
    Bound,

    /// <summary>Requests that ran when a process died, booked at their worst case until somebody says what they cost.</summary>
    Unresolved,

    /// <summary>Booked, but on no class of tokens of one model: several models in one answer, amounts set by hand, days before costs were split.</summary>
    NotAttributed,

    /// <summary>Billed for keys, workspaces or models that no request through Claviger used.</summary>
    AroundClaviger,

    /// <summary>The same tokens, other money.</summary>
    Price,

    /// <summary>Days so young that the bill may not have them whole.</summary>
    Late,

    /// <summary>Billed for what Claviger neither meters nor serves, such as code execution and session hours.</summary>
    NotMetered,

    /// <summary>Work of a priority tier, whose money the cost report leaves out.</summary>
    PriorityTier,

    Unexplained,
}

/// <summary>Names on the wire. Once shipped, never reworded.</summary>
public static class DifferenceClassNames
{
    public static string Of(DifferenceClass difference) => difference switch
    {
        DifferenceClass.Rounding => "rounding",
        DifferenceClass.Bound => "bound",
        DifferenceClass.Unresolved => "unresolved",
        DifferenceClass.NotAttributed => "not_attributed",
        DifferenceClass.AroundClaviger => "around_claviger",
        DifferenceClass.Price => "price",
        DifferenceClass.Late => "late",
        DifferenceClass.NotMetered => "not_metered",
        DifferenceClass.PriorityTier => "priority_tier",
        DifferenceClass.Unexplained => "unexplained",
        _ => throw new ArgumentOutOfRangeException(nameof(difference)),
    };

    /// <summary>For a person.</summary>
    public static string Says(DifferenceClass difference) => difference switch
    {
        DifferenceClass.Rounding => "fractions of a cent, rounded differently",
        DifferenceClass.Bound => "usage was not seen, so a bound was booked; what was billed is less",
        DifferenceClass.Unresolved => "requests that ran when a process died: claviger ledger unresolved",
        DifferenceClass.NotAttributed => "booked on no class of tokens of one model",
        DifferenceClass.AroundClaviger => "billed for keys, workspaces or models that no request through Claviger used",
        DifferenceClass.Price => "the same tokens, other money: Claviger and Anthropic have different prices",
        DifferenceClass.Late => "days so young that Anthropic's report may not have them whole",
        DifferenceClass.NotMetered => "billed for what Claviger doesn't meter",
        DifferenceClass.PriorityTier => "work of a priority tier, which Anthropic's cost report leaves out",
        DifferenceClass.Unexplained => "nothing that is known explains it",
        _ => throw new ArgumentOutOfRangeException(nameof(difference)),
    };
}
