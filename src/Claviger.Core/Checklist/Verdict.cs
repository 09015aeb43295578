namespace Claviger.Core.Checklist;

/// <summary>What a control says: nothing to judge, or a sentence and whatever it found.</summary>
/// <param name="Summary">One sentence with figures, true whether or not there is evidence.</param>
/// <param name="Applies">False: there was nothing to judge, and the summary says why.</param>
public sealed record Verdict(string Summary, IReadOnlyList<Evidence> Evidence, bool Applies = true)
{
    public static Verdict NotApplicable(string why) => new(why, [], Applies: false);
}
