using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.OpenApi;

/// <summary>The OpenAPI document of the routes that this server serves. There is nothing secret in it, but which routes exist is told to members only.</summary>
public sealed class DescribeApi(EndpointDataSource routes)
{
    private readonly Lazy<byte[]> _document = new(() => OpenApiDocument.Write(routes.Endpoints));

    internal Outcome<StreamedAnswer> Run(Actor actor, AdminQuery query)
    {
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.OrganizationRead)) return Denial.Of(Permission.OrganizationRead);
        return new StreamedAnswer("application/json", "openapi.json", (stream, ct) => stream.WriteAsync(_document.Value, ct).AsTask());
    }
}
