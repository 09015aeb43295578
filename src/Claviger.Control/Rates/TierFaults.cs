using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Core;
using Claviger.Core.Rates;

namespace Claviger.Control.Rates;

internal static partial class TierFaults
{
    public static Problem? InName(string name) => Form().IsMatch(name) && name != TierChoice.None
        ? null
        : Problem.Invalid("name", "must be 1 to 40 lower-case letters, digits, hyphens and underscores, beginning with a letter, and not 'none'");

    public static Problem? InTitle(string? title) => title is null || PlainText.IsName(title, 40)
        ? null
        : Problem.Invalid("display_name", $"must be 1 to 40 characters, {PlainText.NameTakes}");

    /// <summary>Null with the first of the faults, and how many there are.</summary>
    public static IReadOnlyDictionary<string, RateFigures>? Read(JsonElement classes, out Problem? problem)
    {
        var faults = new List<TierFault>();
        var read = TierReader.Classes(classes, "classes", faults);
        var more = faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "";
        problem = read is null ? new Problem(ProblemKind.InvalidRequest, $"{faults[0]}{more}", "classes") : null;
        return read;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z")]
    private static partial Regex Form();
}
