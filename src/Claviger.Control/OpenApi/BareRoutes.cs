using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.OpenApi;

/// <summary>Somewhere to map routes to without a server behind.</summary>
internal sealed class BareRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
}
