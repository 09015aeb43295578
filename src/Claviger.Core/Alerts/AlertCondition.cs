namespace Claviger.Core.Alerts;

/// <summary>Something that holds now and that a rule wants to be told of. Texts are plain: whoever shows them escapes them.</summary>
/// <param name="Period">What it holds in: the same threshold in another period is another alert.</param>
/// <param name="Threshold">What was passed.</param>
/// <param name="Urgency">Of several that are new at once for one subject and period, only the highest is told.</param>
/// <param name="Figures">Exact, for programs.</param>
public sealed record AlertCondition(
    AlertSubject Subject, string Period, string Threshold, long Urgency, string Title, string Text, IReadOnlyDictionary<string, string> Figures);
