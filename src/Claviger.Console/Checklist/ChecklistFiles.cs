using System.Globalization;
using System.Text;
using System.Text.Json;
using Claviger.Console.Http;
using Claviger.Control.Status;
using Claviger.Core;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Checklist;

/// <summary>The report as a file, by the writers that the command line uses.</summary>
internal static class ChecklistFiles
{
    public static readonly IReadOnlyList<(string Form, string Title, string What)> Forms =
    [
        ("html", "HTML", "one page, to read and print"), ("csv", "CSV", "for a spreadsheet"), ("json", "JSON", "as the Admin API answers it"),
        ("md", "Markdown", "for a ticket"), ("sarif", "SARIF", "for what collects findings"),
    ];

    public static IResult Download(HttpContext http, string form, ChecklistReader reader, DeploymentInfo deployment)
    {
        var call = ConsoleCall.Of(http);
        var (checklist, problem) = reader.Read(call.Viewer, call.Query("run"), call.Query("now") is not null);
        if (checklist is null) return call.Fault(problem!);
        if (Of(form, checklist, deployment.Version) is not var (type, text)) return call.Fault(Problem.NotFound("form of the report"));
        return Results.File(Encoding.UTF8.GetBytes(text), type, $"claviger-checklist-{checklist.At.UtcDateTime.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.{form}");
    }

    private static (string Type, string Text)? Of(string form, ChecklistView checklist, string version) => form switch
    {
        "html" => ("text/html; charset=utf-8", ChecklistHtml.Of(checklist)),
        "csv" => ("text/csv; charset=utf-8", ChecklistCsv.Of(checklist)),
        "json" => ("application/json", JsonSerializer.Serialize(checklist, WireJson.Options)),
        "md" => ("text/markdown; charset=utf-8", ChecklistMarkdown.Of(checklist)),
        "sarif" => ("application/sarif+json", ChecklistSarif.Of(checklist, version)),
        _ => null,
    };
}
