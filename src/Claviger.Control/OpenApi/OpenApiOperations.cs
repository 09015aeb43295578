using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.OpenApi;

/// <summary>One operation of the document for each route: what its metadata declares, and what follows from it.</summary>
internal sealed partial class OpenApiOperations(SchemaBook book, RequestSchemas requests)
{
    private readonly SortedSet<string> _tags = new(StringComparer.Ordinal);

    public IEnumerable<string> Tags => _tags;

    public static string PathOf(RouteEndpoint route) => Placeholder().Replace(route.RoutePattern.RawText!.TrimEnd('/'), match => $"{{{Snake(match.Groups[1].Value)}}}");

    public static string MethodOf(RouteEndpoint route) => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single().ToLower(CultureInfo.InvariantCulture);

    public static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    public JsonObject Of(RouteEndpoint route)
    {
        var (about, needs, contracts) = (route.Metadata.GetRequiredMetadata<Documentation>(), route.Metadata.GetRequiredMetadata<Declaration>(), route.Metadata.GetRequiredMetadata<RouteContracts>());
        var tag = needs.Permission is { } permission ? PermissionNames.Of(permission).Split('.')[0] : route.RoutePattern.RawText!.Split('/')[3];
        _tags.Add(tag);
        var operation = new JsonObject { ["operationId"] = about.OperationId, ["summary"] = about.Summary, ["tags"] = new JsonArray(tag), ["parameters"] = Parameters(route, about) };
        if (contracts.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = !AdminBody.MayBeLeftOut(body), ["content"] = Json(requests.Of(body)) };
        operation["responses"] = Responses(route, needs, contracts);
        if (needs.Permission is null) operation["security"] = new JsonArray();
        else operation["x-claviger-permission"] = PermissionNames.Of(needs.Permission.Value);
        if (needs.Or is { } or) operation["x-claviger-permission-own"] = PermissionNames.Of(or);
        if (needs.Kind is { } kind) operation["x-claviger-audit"] = AuditKindNames.Of(kind);
        if (about.Ours) operation["x-claviger-extension"] = true;
        return operation;
    }

    private static JsonArray Parameters(RouteEndpoint route, Documentation about)
    {
        var all = new JsonArray(new JsonObject { ["$ref"] = "#/components/parameters/anthropic-version" });
        foreach (var part in route.RoutePattern.Parameters)
            all.Add((JsonNode)new JsonObject { ["name"] = Snake(part.Name), ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        foreach (var parameter in about.Parameters) all.Add((JsonNode)OpenApiParameter.Of(parameter));
        return all;
    }

    private JsonObject Responses(RouteEndpoint route, Declaration needs, RouteContracts contracts)
    {
        var changes = !HttpMethods.IsGet(MethodOf(route));
        var ok = contracts.Answer == typeof(StreamedAnswer)
            ? new JsonObject { [route.Metadata.GetRequiredMetadata<Streaming>().ContentType] = new JsonObject() }
            : Json(book.Of(contracts.Answer));
        var all = new JsonObject { ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = ok } };
        foreach (var kind in Enum.GetValues<ProblemKind>().OrderBy(kind => ProblemWire.Of(kind).Status))
        {
            var isPossible = kind switch
            {
                ProblemKind.Forbidden => needs.Permission is not null,
                ProblemKind.Conflict or ProblemKind.TooLarge => changes,
                ProblemKind.RateLimited => route.Metadata.GetMetadata<Rationing>() is not null,
                _ => true,
            };
            if (isPossible) all[ProblemWire.Of(kind).Status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["$ref"] = $"#/components/responses/{kind}" };
        }

        return all;
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
