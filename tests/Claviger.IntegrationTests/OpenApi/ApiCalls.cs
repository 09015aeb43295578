using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Control;
using Claviger.IntegrationTests.Access;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>A call for each operation of the document, with things that are there and a body that passes: as the matrix calls it.</summary>
internal static class ApiCalls
{
    /// <summary>Not of the matrix, which is about /v1/organizations.</summary>
    private const string Activities = AdminApi.ComplianceRoot + "/activities";

    public static IReadOnlyList<(ApiOperation Operation, string Path, JsonObject? Body)> Of(MatrixWorld world)
    {
        var routes = MatrixRoutes.All(world).ToDictionary(route => $"{route.Method} {ApiPath(route.Template)}");
        return ApiDocument.Operations.Select(operation =>
        {
            if (operation.Path == Activities) return (operation, Activities, null);
            var route = routes[operation.ToString()];
            var id = route.Target is null ? "" : world.Thing(route.Target, route.Relations[0]);
            return (operation, AdminApi.Root + route.Path(id), Body(route, id, world.Next()));
        }).ToList();
    }

    private static JsonObject? Body(MatrixRoute route, string id, int number)
    {
        if (route.Body?.Invoke(id, number) is not { } made) return null;
        var body = (JsonObject)JsonSerializer.SerializeToNode(made)!;
        foreach (var (name, value) in body.ToList()) if (value is null) body.Remove(name);
        return body;
    }

    private static string ApiPath(string template) => AdminApi.Root + string.Join('/', template.Split('/').Select(part => part is ['{', .. var name, '}'] ? $"{{{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}}}" : part));
}
