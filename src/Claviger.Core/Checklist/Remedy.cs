using System.Text.RegularExpressions;
using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist;

/// <summary>The words that mend a finding: a command for what Claviger governs, a place in the console for an organization of Anthropic's.</summary>
public static partial class Remedy
{
    /// <param name="command">Without the program's name.</param>
    /// <param name="console">Where Anthropic's console has it.</param>
    public static string Of(OrganizationFacts facts, string command, string console) =>
        facts.Source == FactSource.Claviger ? $"claviger {command}" : $"Claude Console: {console}";

    /// <summary>The name where a shell takes it as it stands, else the id: a command with somebody's words in it may be pasted.</summary>
    public static string Word(string name, string id) => Plain().IsMatch(name) ? name : id;

    public static string Count(int count, string one, string? many = null) => $"{count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Days(int days) => Count(days, "day");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9@._+-]*\z")]
    private static partial Regex Plain();
}
