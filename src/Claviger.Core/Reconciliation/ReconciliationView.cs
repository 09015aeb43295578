namespace Claviger.Core.Reconciliation;

/// <summary>Which of our workspaces stood for which of Anthropic's.</summary>
public sealed record WorkspacePair(string Ours, string Anthropic);

/// <param name="Class">As <see cref="DifferenceClassNames.Of"/> says.</param>
/// <param name="Cents">Ours minus Anthropic's, exact, with its sign.</param>
/// <param name="Lines">In how many lines.</param>
/// <param name="Says">For a person.</param>
public sealed record ReconciliationClassView(string Class, string Cents, int Lines, string Says);

public sealed record ReconciliationPartView(string Class, string Cents, string Text);

/// <summary>A line in which the books differ; the cents of its parts add up to its difference.</summary>
/// <param name="Day">UTC, like 2026-11-01.</param>
/// <param name="OurQuantity">Tokens or searches whose cost was seen.</param>
public sealed record ReconciliationLineView(
    string Day, string Workspace, string? Model, string What, string OurCents, string AnthropicCents, string DifferenceCents, long OurQuantity, long AnthropicQuantity, IReadOnlyList<ReconciliationPartView> Parts);

/// <summary>A comparison in words and exact amounts, as every form of it shows them.</summary>
/// <param name="Workspaces">Empty: the whole organization was compared.</param>
/// <param name="UnexplainedCents">Without signs: opposites don't make up for each other.</param>
/// <param name="Tolerance">As it was given; <paramref name="ToleranceCents"/> is what it came to.</param>
public sealed record ReconciliationView(
    DateTimeOffset StartingAt, DateTimeOffset EndingAt, IReadOnlyList<WorkspacePair> Workspaces, string OurCents, string AnthropicCents, string DifferenceCents,
    IReadOnlyList<ReconciliationClassView> Classes, string UnexplainedCents, string Tolerance, string ToleranceCents, bool IsWithinTolerance, IReadOnlyList<ReconciliationLineView> Lines)
{
    /// <param name="name">Of what stands for a workspace.</param>
    public static ReconciliationView Of(
        ReconciliationReport report, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<WorkspacePair> pairs, Func<string, string> name, string tolerance, long toleranceNanos)
    {
        var unexplained = report.UnexplainedWithoutSigns;
        return new(
            from, to, pairs, Cents(report.Ours), Cents(report.Theirs), Cents(report.Difference),
            [.. Enum.GetValues<DifferenceClass>().Where(difference => report.Count(difference) > 0).Select(difference =>
                new ReconciliationClassView(DifferenceClassNames.Of(difference), Cents(report.Of(difference)), report.Count(difference), DifferenceClassNames.Says(difference)))],
            Cents(unexplained), tolerance, Cents(toleranceNanos), unexplained <= toleranceNanos,
            [.. report.Lines.Select(line => new ReconciliationLineView(
                line.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), name(line.Workspace), line.Model, line.What, Cents(line.Ours), Cents(line.Theirs), Cents(checked(line.Ours - line.Theirs)),
                line.OurQuantity, line.TheirQuantity, [.. line.Parts.Select(part => new ReconciliationPartView(DifferenceClassNames.Of(part.Class), Cents(part.Nanos), part.Text))]))]);
    }

    private static string Cents(long nanos) => new Money(nanos).ToCentsString();
}
