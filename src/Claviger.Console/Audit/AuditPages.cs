using System.Globalization;
using System.Text.Json;
using Claviger.Console.Http;
using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Audit;

/// <summary>Who did what, and the proof that nobody has changed the record of it.</summary>
internal static class AuditPages
{
    public const string Room = "/audit";

    public static void MapAudit(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, AuditReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (model, problem) = reader.List(call);
            return model is null ? call.Fault(problem!) : call.Page<AuditListPage, AuditListModel>(model, problem);
        }).Needs(Permission.AuditRead);
        console.MapGet(Room + "/verify", async (HttpContext http, AuditReader reader, VerifyAuditLog use) =>
        {
            var call = ConsoleCall.Of(http);
            var status = reader.Status(call.Viewer)!;
            if (call.Query("from") is not { } text) return call.Page<AuditVerifyPage, AuditVerifyModel>(new AuditVerifyModel(status, null, null, null, null));
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
                return call.Page<AuditVerifyPage, AuditVerifyModel>(new AuditVerifyModel(status, text, null, null, null), Problem.Invalid("from", "the number of an entry"));
            var (stretch, problem) = await use.StretchAsync(call.Viewer.Actor, from, call.Aborted);
            return call.Page<AuditVerifyPage, AuditVerifyModel>(new AuditVerifyModel(status, text, stretch, null, null), problem);
        }).Needs(Permission.AuditRead);
        console.MapPost(Room + "/verify", (HttpContext http, AuditReader reader, VerifyAuditLog use) =>
        {
            var call = ConsoleCall.Of(http);
            if (reader.Status(call.Viewer) is not { } status) return call.Fault(Control.Denial.Of(Permission.AuditRead));
            var text = call.Raw("kept");
            var (kept, problem) = use.Kept(call.Viewer.Actor, text ?? "");
            return call.Page<AuditVerifyPage, AuditVerifyModel>(new AuditVerifyModel(status, null, null, text, kept), problem);
        }).Needs(Permission.AuditRead);
        console.MapReviews();
        console.MapExports();
        console.MapGet(Room + "/{sequence}", async (HttpContext http, string sequence, AuditReader reader, VerifyAuditLog use) =>
        {
            var call = ConsoleCall.Of(http);
            var (entry, problem) = await use.EntryAsync(call.Viewer.Actor, sequence, call.Aborted);
            return entry is null ? call.Fault(problem!) : call.Page<AuditEntryPage, AuditEntryModel>(new AuditEntryModel(entry, reader.NamesOf(call.Viewer, entry.Proof.Entry), reader.Status(call.Viewer)?.Entries ?? 0));
        }).Needs(Permission.AuditRead);
        console.MapGet(Room + "/{sequence}/proof", async (HttpContext http, string sequence, ListAuditEntries use) =>
        {
            var call = ConsoleCall.Of(http);
            var (proof, problem) = await use.GetAsync(call.Viewer.Actor, sequence, call.Aborted);
            return proof is null ? call.Fault(problem!) : Results.File(JsonSerializer.SerializeToUtf8Bytes(proof, WireJson.Options), "application/json", $"claviger-audit-{proof.Entry.Sequence}.json");
        }).Needs(Permission.AuditRead);
    }
}
