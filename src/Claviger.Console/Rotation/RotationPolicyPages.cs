using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Control.Access;
using Claviger.Control.Keys;
using Claviger.Control.Rotation;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Rotation;

internal static class RotationPolicyPages
{
    private const string Home = "/settings/rotation/policies";
    private const int Rows = 50;

    public static void MapRotationPolicies(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ListRotationPolicies policies, ListWorkspaces workspaces, NameThings names) => List(ConsoleCall.Of(http), policies, workspaces, names)).Needs(Permission.KeysRead);
        // People know a key's name; from here on its id counts.
        console.MapGet(Home + "/of", (HttpContext http, BrowseKeys keys, ListRotationPolicies policies, ListWorkspaces workspaces, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            if (call.Query("workspace") is { } workspace) return ConsoleCall.Go($"{Home}/{Uri.EscapeDataString(workspace)}");
            var key = call.Query("key")?.Trim();
            return key is not null && Find(call, key, keys) is { } id ? ConsoleCall.Go($"{Home}/{id}")
                : List(call, policies, workspaces, names, Problem.Invalid("key", key is null ? "choose a workspace, or say which key" : "there is no key like this, or it is not yours to see"));
        }).Needs(Permission.KeysRead);
        console.MapGet(Home + "/{scope}", (HttpContext http, string scope, RotationPolicyForm form) => form.Show(ConsoleCall.Of(http), scope)).Needs(Permission.KeysRead);
        console.MapPost(Home + "/{scope}", (HttpContext http, string scope, RotationPolicyForm form) => form.SetAsync(ConsoleCall.Of(http), scope)).Needs(Permission.RotationUpdate);
    }

    private static string? Find(ConsoleCall call, string key, BrowseKeys keys) =>
        keys.Run(call.Viewer.Actor, key, null, null, null, null, "name", null).Value?.Rows.FirstOrDefault(row => row.Key.Id == key || row.Key.Name == key)?.Key.Id;

    private static IResult List(ConsoleCall call, ListRotationPolicies policies, ListWorkspaces workspaces, NameThings names, Problem? problem = null)
    {
        var (all, fault) = policies.Run(call.Viewer.Actor);
        if (fault is not null) return call.Fault(fault);
        var from = int.TryParse(call.Query("from"), System.Globalization.NumberStyles.None, null, out var asked) ? asked : 0;
        var rows = all!.Data.Skip(from).Take(Rows).ToList();
        return call.Page<PolicyListPage, PolicyListModel>(new PolicyListModel(
            rows, all.BuiltIn, names.Run(call.Viewer.Actor, rows.Select(row => row.ScopeId)), KeyPages.Places(call, workspaces), call.Query("key"), from, from + Rows < all.Data.Count ? from + Rows : null), problem);
    }
}
