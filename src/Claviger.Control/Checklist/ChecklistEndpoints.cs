using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Checklist;

internal static class ChecklistEndpoints
{
    public static void MapChecklist(this RouteGroupBuilder organizations)
    {
        var checklist = organizations.MapGroup("/checklist");
        checklist.MapGet("", (HttpContext http, ReadChecklist use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.ChecklistRead)
            .DocumentsOurs("getChecklist", "The access-control checklist, judged now: each control with its evidence and what mends it.");
        checklist.MapPost("/fix", (HttpContext http, FixChecklist use) => AdminCall.RunAsync<FixChecklistRequest, ChecklistFixView>(http, use.RunAsync))
            .Declares(Permission.ChecklistUpdate, AuditKind.ChecklistFixed)
            .DocumentsOurs("fixChecklist", "Mends what a control found, where that is safe.");

        var runs = checklist.MapGroup("/runs");
        runs.MapGet("", (HttpContext http, ListChecklistRuns use) => AdminCall.RunAsync<CursorPage<ChecklistRunView>>(http, use.Run))
            .Declares(Permission.ChecklistRead)
            .DocumentsOurs("listChecklistRuns", "Kept runs, newest first, with what changed.", CursorPaging.Parameters);
        runs.MapPost("", (HttpContext http, RecordChecklist use) => AdminCall.RunAsync(http, use.RunAsync))
            .Declares(Permission.ChecklistUpdate, AuditKind.ChecklistRecorded)
            .DocumentsOurs("recordChecklist", "Judges the checklist and keeps the run.");
        runs.MapGet("/{id}", (HttpContext http, string id, ListChecklistRuns use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.ChecklistRead)
            .DocumentsOurs("getChecklistRun", "A kept run with its findings.");

        var waivers = checklist.MapGroup("/waivers");
        waivers.MapGet("", (HttpContext http, ListWaivers use) => AdminCall.RunAsync<CursorPage<WaiverView>>(http, use.Run))
            .Declares(Permission.ChecklistRead)
            .DocumentsOurs("listChecklistWaivers", "What is waived, ended ones too.", CursorPaging.WholeParameters);
        waivers.MapPost("", (HttpContext http, WaiveFinding use) => AdminCall.RunAsync<CreateWaiverRequest, WaiverView>(http, use.RunAsync))
            .Declares(Permission.ChecklistUpdate, AuditKind.ChecklistWaiverCreated)
            .DocumentsOurs("createChecklistWaiver", "Leaves a finding as it is until a date; somebody answers for it.");
        waivers.MapDelete("/{id}", (HttpContext http, string id, EndWaiver use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.ChecklistUpdate, AuditKind.ChecklistWaiverDeleted)
            .DocumentsOurs("deleteChecklistWaiver", "Ends a waiver: what it covered counts again.");

        checklist.MapGet("/settings", (HttpContext http, SetChecklistSettings use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor))))
            .Declares(Permission.ChecklistRead)
            .DocumentsOurs("getChecklistSettings", "The figures that controls judge by.");
        checklist.MapPost("/settings", (HttpContext http, SetChecklistSettings use) => AdminCall.RunAsync<UpdateChecklistSettingsRequest, ChecklistSettingsView>(http, use.RunAsync))
            .Declares(Permission.ChecklistUpdate, AuditKind.ChecklistSettingsUpdated)
            .DocumentsOurs("updateChecklistSettings", "Changes the figures that controls judge by.");
    }
}
