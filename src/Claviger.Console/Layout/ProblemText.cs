using Claviger.Core;

namespace Claviger.Console.Layout;

/// <summary>The words of a refusal for people: the API's, without the name of the field in front, which the form shows.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem)
    {
        var text = problem.Field is { } field && problem.Message.StartsWith(field + ": ", StringComparison.Ordinal) ? problem.Message[(field.Length + 2)..] : problem.Message;
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '?' or '!' ? "" : ".");
    }

    /// <summary>Of one field, for the place beside it; null: it is not to blame.</summary>
    public static string? For(Problem? problem, string field) => problem?.Field == field ? Of(problem) : null;
}
