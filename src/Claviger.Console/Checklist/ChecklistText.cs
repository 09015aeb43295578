using Claviger.Console.Http;
using Claviger.Core.Contracts;

namespace Claviger.Console.Checklist;

internal static class ChecklistText
{
    public static readonly IReadOnlyList<string> Statuses = ["fail", "warn", "pass", "waived", "not_applicable"];

    public static string Status(string status) => status switch
    {
        "pass" => "Pass",
        "warn" => "Warn",
        "fail" => "Fail",
        "waived" => "Waived",
        _ => "Not applicable",
    };

    public static string? Tone(string status) => status switch { "pass" => "ok", "warn" => "warn", "fail" => "bad", "waived" => "info", _ => null };

    public static int CountOf(ChecklistCountsView counts, string status) => status switch
    {
        "pass" => counts.Pass,
        "warn" => counts.Warn,
        "fail" => counts.Fail,
        "waived" => counts.Waived,
        _ => counts.NotApplicable,
    };

    public static string Sentence(ChecklistCountsView counts) =>
        counts.Fail > 0 ? $"{counts.Fail} of {counts.Pass + counts.Warn + counts.Fail} controls fail. Each says what it found and what mends it."
        : counts.Warn > 0 ? "Nothing fails. Some things should be looked at."
        : "Everything that could be judged passes.";

    public static string Title(string control) => Core.Checklist.ControlBook.Find(control)?.Title ?? control;

    public static string Noun(string type) => type switch
    {
        "api_key" => "API key",
        "admin_api_key" => "admin key",
        "alert_channel" => "alert channel",
        "audit_log" => "audit log",
        "ledger_entry" => "spend",
        "user" => "member",
        _ => type.Replace('_', ' '),
    };

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} {many}";
}
