using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Contracts;

namespace Claviger.Core.Checklist.Forms;

/// <summary>
/// The checklist as SARIF 2.1.0, for whatever collects findings: a rule a control, a result a piece of evidence, waivers as suppressions.
/// Places are logical ones: there is no file to point at. Severity becomes <c>security-severity</c>, which scanners' dashboards sort by.
/// </summary>
public static class ChecklistSarif
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <param name="version">The program's.</param>
    public static string Of(ChecklistView checklist, string version)
    {
        var results = new JsonArray();
        for (var i = 0; i < checklist.Findings.Count; i++)
        {
            var finding = checklist.Findings[i];
            foreach (var evidence in finding.Evidence) results.Add(Result(checklist, finding, i, evidence, waiver: null));
            foreach (var evidence in finding.WaivedEvidence) results.Add(Result(checklist, finding, i, evidence, finding.Waivers.FirstOrDefault(waiver => waiver.SubjectId is null || waiver.SubjectId == evidence.Subject.Id)));
        }

        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject { ["name"] = "Claviger", ["version"] = version, ["rules"] = new JsonArray([.. checklist.Findings.Select(Rule)]) },
                },
                ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = true, ["endTimeUtc"] = UtcTimeConverter.Text(checklist.At) }),
                ["results"] = results,
            }),
        };
        return log.ToJsonString(Indented);
    }

    private static JsonObject Rule(FindingView finding) => new()
    {
        ["id"] = finding.ControlId,
        ["shortDescription"] = new JsonObject { ["text"] = finding.Title },
        ["fullDescription"] = new JsonObject { ["text"] = finding.Why },
        ["properties"] = new JsonObject
        {
            ["claviger/evidenceCount"] = finding.EvidenceCount + finding.WaivedCount,
            ["security-severity"] = finding.Severity switch { "critical" => "9.5", "high" => "8.0", "medium" => "5.0", _ => "2.0" },
            ["tags"] = new JsonArray("security", finding.Requirement),
        },
    };

    private static JsonObject Result(ChecklistView checklist, FindingView finding, int rule, EvidenceView evidence, WaiverView? waiver)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.ControlId,
            ["ruleIndex"] = rule,
            ["level"] = evidence.Level == "fail" ? "error" : "warning",
            ["message"] = new JsonObject { ["text"] = $"{evidence.Subject.Name} {evidence.Text}{(evidence.Remedy is { } remedy ? $". Mend it: {remedy}" : "")}" },
            ["locations"] = new JsonArray(new JsonObject
            {
                ["logicalLocations"] = new JsonArray(new JsonObject
                {
                    ["name"] = evidence.Subject.Name, ["fullyQualifiedName"] = $"{checklist.OrganizationId}/{evidence.Subject.Type}/{evidence.Subject.Id}", ["kind"] = evidence.Subject.Type,
                }),
            }),
            ["partialFingerprints"] = new JsonObject { ["claviger/v1"] = $"{finding.ControlId}/{evidence.Subject.Id}" },
        };
        if (waiver is not null) result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = waiver.Reason });
        return result;
    }
}
