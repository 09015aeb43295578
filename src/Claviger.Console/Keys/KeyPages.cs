using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Keys;

internal static class KeyPages
{
    public static void MapKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet("/keys", List).Needs(Permission.KeysRead);
        console.MapGet("/keys/new", (HttpContext http, NewKeyForm form) => form.Show(ConsoleCall.Of(http), NewKeySent.Nothing(ConsoleCall.Of(http).Query("workspace")))).Needs(Permission.KeysCreate);
        console.MapPost("/keys/new", (HttpContext http, NewKeyForm form) => form.CreateAsync(ConsoleCall.Of(http))).Needs(Permission.KeysCreate);
        console.MapGet("/keys/{id}", (HttpContext http, string id, KeyReader reader) => Show(ConsoleCall.Of(http), id, reader)).Needs(Permission.KeysRead);
        console.MapPost("/keys/{id}/rotate", RotateAsync).Needs(Permission.KeysRotate);
        console.MapPost("/keys/{id}/secrets/{secret}/end", async (HttpContext http, string id, string secret, EndKeySecret use, KeyReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, secret, new EndApiKeySecretRequest(call.Checked("cut")), call.Aborted);
            return problem is null ? ConsoleCall.Go($"/keys/{id}", "secret-ended") : Show(call, id, reader, problem);
        }).Needs(Permission.KeysRotate);
        console.MapPost("/keys/{id}/status", async (HttpContext http, string id, UpdateKey use, KeyReader reader, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            var status = call.Field("status");
            // What takes access away asks for nothing; what gives it back does.
            if (status == "active" && await confirm.AskAsync(call, "Enable the key again?", "/keys", $"/keys/{id}") is { } ask) return ask;
            // For good: whoever revokes has typed the key's name, or pressed the button beside it with its name on.
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new UpdateApiKeyRequest(Status: status, CutRequests: call.Checked("cut") ? true : null), call.Aborted);
            return problem is null ? ConsoleCall.Go($"/keys/{id}", status switch { "archived" => "key-revoked", "inactive" => "key-disabled", _ => "key-enabled" }) : Show(call, id, reader, problem);
        }).Needs(Permission.KeysUpdate);
        console.MapPost("/keys/{id}", async (HttpContext http, string id, UpdateKey use, KeyReader reader, BrowseMembers people) =>
        {
            var call = ConsoleCall.Of(http);
            if (call.Field("max_tokens_ceiling") is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return Show(call, id, reader, Problem.Invalid("max_tokens_ceiling", "a whole number of tokens, or nothing"));
            var ceiling = call.Field("max_tokens_ceiling") is { } most ? long.Parse(most, CultureInfo.InvariantCulture) : 0;
            var (owner, stranger) = KeyReader.OwnerOf(call.Viewer, people, call.Field("owner"));
            if (stranger is not null) return Show(call, id, reader, stranger);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new UpdateApiKeyRequest(
                Name: call.Field("name"), OwnerUserId: owner, Models: call.Lines("models"), Networks: call.Lines("networks"), MaxTokensCeiling: ceiling), call.Aborted);
            return problem is null ? ConsoleCall.Go($"/keys/{id}", "saved") : Show(call, id, reader, problem);
        }).Needs(Permission.KeysUpdate);
    }

    private static IResult List(HttpContext http, BrowseKeys keys, ListWorkspaces workspaces)
    {
        var call = ConsoleCall.Of(http);
        var (search, workspace, environment, status, sort, after) = (call.Query("q")?.Trim(), call.Query("workspace"), call.Query("environment"), call.Query("status"), call.Query("sort"), call.Query("after"));
        var (page, problem) = keys.Run(call.Viewer.Actor, search, workspace, environment, call.Query("owner"), status, sort, after);
        return problem is not null ? call.Fault(problem)
            : call.Page<KeyListPage, KeyListModel>(new KeyListModel(page!, Places(call, workspaces), search, workspace, environment, status, sort, after is null));
    }

    private static IResult Show(ConsoleCall call, string id, KeyReader reader, Problem? problem = null) =>
        reader.Read(call.Viewer, id) is { } model ? call.Page<KeyPage, KeyModel>(model, problem) : call.Fault(Problem.NotFound("API key"));

    private static async Task<IResult> RotateAsync(HttpContext http, string id, RotateKey use, KeyReader reader, StepUp confirm)
    {
        var call = ConsoleCall.Of(http);
        var leaked = call.Checked("leaked");
        if (!leaked && !int.TryParse(call.Field("overlap_days"), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return Show(call, id, reader, Problem.Invalid("overlap_days", "a whole number of days from 0 to 30"));
        var overlap = leaked ? 0 : int.Parse(call.Field("overlap_days")!, CultureInfo.InvariantCulture) * 86_400L;
        if (await confirm.AskAsync(call, "Rotate the key, and see its new secret?", "/keys", $"/keys/{id}") is { } ask) return ask;
        var (rotated, problem) = await use.RunAsync(call.Viewer.Actor, id, new RotateApiKeyRequest(overlap, Leaked: leaked ? true : null, CutRequests: leaked ? true : null, NewestSecretId: call.Field("newest")), call.Aborted);
        return problem is null ? call.Page<NewSecretPage, NewSecretModel>(new NewSecretModel(rotated!.ApiKey, rotated.Secret, rotated.Previous, call.Server)) : Show(call, id, reader, problem);
    }

    internal static IReadOnlyList<WorkspaceView> Places(ConsoleCall call, ListWorkspaces workspaces) => workspaces.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? [];
}
