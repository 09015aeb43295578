using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Control.Access;
using Claviger.Control.AdminKeys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.AdminKeys;

/// <summary>Keys of the Admin API. Everybody keeps their own; the others are for whoever may see them.</summary>
internal static class AdminKeyPages
{
    private const string Room = "/settings";
    private const string Home = Room + "/admin-keys";

    public static void MapAdminKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, List).IsForEverybody();
        console.MapGet(Home + "/new", (HttpContext http, NewAdminKeyForm form) =>
        {
            var call = ConsoleCall.Of(http);
            return form.Show(call, NewAdminKeyForm.Blank(call));
        }).IsForEverybody();
        console.MapPost(Home + "/new", (HttpContext http, NewAdminKeyForm form) => form.CreateAsync(ConsoleCall.Of(http))).IsForEverybody();
        console.MapGet(Home + "/{id}", (HttpContext http, string id, ListAdminKeys keys, NameThings names) => Show(ConsoleCall.Of(http), id, keys, names)).IsForEverybody();
        console.MapPost(Home + "/{id}/name", async (HttpContext http, string id, UpdateAdminKey use, ListAdminKeys keys, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new UpdateAdminKeyRequest(call.Field("name") ?? ""), call.Aborted);
            return problem is null ? ConsoleCall.Go($"{Home}/{id}", "saved") : Show(call, id, keys, names, problem);
        }).IsForEverybody();
        console.MapPost(Home + "/{id}/disable", (HttpContext http, string id, UpdateAdminKey use, ListAdminKeys keys, NameThings names) =>
            SetAsync(ConsoleCall.Of(http), id, "inactive", "admin-key-disabled", use, keys, names)).IsForEverybody();
        console.MapPost(Home + "/{id}/enable", async (HttpContext http, string id, UpdateAdminKey use, ListAdminKeys keys, NameThings names, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            return await AskAsync(call, id, "Enable", confirm, keys) ?? await SetAsync(call, id, "active", "admin-key-enabled", use, keys, names);
        }).IsForEverybody();
        console.MapPost(Home + "/{id}/revoke", async (HttpContext http, string id, UpdateAdminKey use, ListAdminKeys keys, NameThings names, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            return await AskAsync(call, id, "Revoke", confirm, keys) ?? await SetAsync(call, id, "archived", "admin-key-revoked", use, keys, names);
        }).IsForEverybody();
    }

    private static IResult List(HttpContext http, BrowseAdminKeys keys, NameThings names)
    {
        var call = ConsoleCall.Of(http);
        var owner = call.Query("owner") is AdminKeyOwner.OrganizationType or AdminKeyOwner.UserType or AdminKeyOwner.ServiceAccountType ? call.Query("owner") : null;
        var (status, after) = (call.Query("status") == "archived" ? "archived" : null, call.Query("after"));
        var (page, problem) = keys.Run(call.Viewer.Actor, owner, status is not null, after);
        return problem is not null ? call.Fault(problem) : call.Page<AdminKeyListPage, AdminKeyListModel>(
            new AdminKeyListModel(page!, names.Run(call.Viewer.Actor, page!.Rows.SelectMany(key => new[] { key.Owner.Id, key.CreatedBy?.Id })), owner, status, after is null));
    }

    private static IResult Show(ConsoleCall call, string id, ListAdminKeys keys, NameThings names, Problem? problem = null)
    {
        var (key, missing) = keys.Get(call.Viewer.Actor, id);
        return missing is not null ? call.Fault(problem ?? missing)
            : call.Page<AdminKeyPage, AdminKeyModel>(new AdminKeyModel(key!, names.Run(call.Viewer.Actor, [key!.Owner.Id, key.CreatedBy?.Id]), problem is null ? key.Name : call.Field("name") ?? key.Name), problem);
    }

    private static Task<IResult?> AskAsync(ConsoleCall call, string id, string act, StepUp confirm, ListAdminKeys keys) =>
        confirm.AskAsync(call, $"{act} {keys.Get(call.Viewer.Actor, id).Value?.Name ?? "this admin key"}?", Room, $"{Home}/{id}");

    private static async Task<IResult> SetAsync(ConsoleCall call, string id, string status, string note, UpdateAdminKey use, ListAdminKeys keys, NameThings names)
    {
        var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, new UpdateAdminKeyRequest(Status: status), call.Aborted);
        return problem is null ? ConsoleCall.Go($"{Home}/{id}", note) : Show(call, id, keys, names, problem);
    }
}
