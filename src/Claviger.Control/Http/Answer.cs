using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Claviger.Control.Http;

/// <summary>
/// What an Admin API call returns once its answer is written. Its type is what the routing reads: so the contracts of each route stand in
/// the route table, without anybody listing them.
/// </summary>
internal sealed class Answer<TBody, TAnswer> : IResult, IEndpointMetadataProvider
{
    public static Answer<TBody, TAnswer> Written { get; } = new();

    public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new RouteContracts(typeof(TBody) == typeof(NoFields) ? null : typeof(TBody), typeof(TAnswer)));
}
