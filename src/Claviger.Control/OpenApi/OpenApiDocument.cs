using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Claviger.Control.OpenApi;

/// <summary>The OpenAPI document of the Admin API, written from the route table and the contracts that the routes are made of.</summary>
public static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of this program, without a server: for routes it is enough that services are known, and none is made.</summary>
    public static byte[] WithoutServer()
    {
        var services = new ServiceCollection().AddLogging().AddRoutingCore().AddAdminApi().AddSingleton<PolicyHolder>(_ => throw new InvalidOperationException("there is no server"));
        var routes = new BareRoutes(services.BuildServiceProvider());
        routes.MapAdminApi();
        return Write(routes.DataSources.SelectMany(source => source.Endpoints));
    }

    /// <summary>UTF-8, the same bytes for the same routes.</summary>
    public static byte[] Write(IEnumerable<Endpoint> endpoints)
    {
        var texts = ContractTexts.Read();
        var book = new SchemaBook(texts);
        var operations = new OpenApiOperations(book, new RequestSchemas(book, texts));
        var routes = endpoints.OfType<RouteEndpoint>().Where(route => AdminApi.IsRoute(route) && route.Metadata.GetMetadata<ForeignForm>() is null)
            .OrderBy(OpenApiOperations.PathOf, StringComparer.Ordinal).ThenBy(OpenApiOperations.MethodOf, StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            var path = OpenApiOperations.PathOf(route);
            if (paths[path] is not JsonObject item) paths[path] = item = [];
            item[OpenApiOperations.MethodOf(route)] = operations.Of(route);
        }

        var errors = Errors(book);
        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Claviger Admin API",
                ["version"] = AdminCall.CurrentVersion,
                ["description"] = "Anthropic's Admin API as Claviger serves it. x-claviger-permission: what the caller needs where the thing is. x-claviger-audit: the entry that a call leaves. x-claviger-extension: Anthropic's Admin API has no such call.",
                ["license"] = new JsonObject { ["name"] = "Apache 2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["api_key"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() }),
            ["tags"] = new JsonArray([.. operations.Tags.Select(tag => (JsonNode)new JsonObject { ["name"] = tag })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["parameters"] = new JsonObject { ["anthropic-version"] = Version() },
                ["responses"] = errors,
                ["schemas"] = book.Components(),
                ["securitySchemes"] = new JsonObject
                {
                    ["api_key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-api-key", ["description"] = "An admin key, clva_…" },
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The same key as Authorization: Bearer." },
                },
            },
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, Layout), (byte)'\n'];
    }

    private static JsonObject Version() => new()
    {
        ["name"] = "anthropic-version",
        ["in"] = "header",
        ["required"] = true,
        ["description"] = $"{AdminCall.LegacyVersion} adds the fields marked deprecated to answers.",
        ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(AdminCall.CurrentVersion, AdminCall.LegacyVersion) },
    };

    private static JsonObject Errors(SchemaBook book)
    {
        var all = new JsonObject();
        foreach (var kind in Enum.GetValues<ProblemKind>())
        {
            var (status, type) = ProblemWire.Of(kind);
            all[kind.ToString()] = new JsonObject
            {
                ["description"] = $"{type}{(kind == ProblemKind.InvalidRequest ? "; details.field names the field at fault" : "")}",
                ["content"] = OpenApiOperations.Json(book.Of(typeof(ErrorEnvelope))),
            };
        }

        return all;
    }
}
