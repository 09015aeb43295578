namespace Claviger.Core.Reconciliation;

/// <summary>Of one line's difference, what one class explains.</summary>
/// <param name="Nanos">Ours minus theirs.</param>
/// <param name="Text">For a person; empty where the class says it all.</param>
public sealed record DifferencePart(DifferenceClass Class, long Nanos, string Text);

/// <summary>A cell in which the books differ. The parts add up to <see cref="Ours"/> − <see cref="Theirs"/>, always.</summary>
/// <param name="What">Class of tokens and the like, or how the requests ended.</param>
/// <param name="Ours">Nano-dollars, as <paramref name="Theirs"/>.</param>
public sealed record ReconciliationLine(
    DateOnly Day, string Workspace, string? Model, string What, long Ours, long Theirs, long OurQuantity, long TheirQuantity, IReadOnlyList<DifferencePart> Parts);

/// <param name="Ours">All of our books in the span, nano-dollars, agreeing cells too; likewise <paramref name="Theirs"/>.</param>
/// <param name="Lines">Where they differ: by day, then the largest difference first.</param>
public sealed record ReconciliationReport(long Ours, long Theirs, IReadOnlyList<ReconciliationLine> Lines)
{
    public long Difference => checked(Ours - Theirs);

    /// <summary>They add up to <see cref="Difference"/>.</summary>
    public long Of(DifferenceClass difference) => Parts(difference).Aggregate(0L, (sum, part) => checked(sum + part.Nanos));

    public int Count(DifferenceClass difference) => Parts(difference).Count();

    /// <summary>Without signs: what is too much here does not make up for what is too little there.</summary>
    public long UnexplainedWithoutSigns => Parts(DifferenceClass.Unexplained).Aggregate(0L, (sum, part) => checked(sum + Math.Abs(part.Nanos)));

    private IEnumerable<DifferencePart> Parts(DifferenceClass difference) => Lines.SelectMany(line => line.Parts).Where(part => part.Class == difference);
}
