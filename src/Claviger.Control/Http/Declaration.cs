using Claviger.Core.Access;
using Claviger.Core.Audit;
using Microsoft.AspNetCore.Builder;

namespace Claviger.Control.Http;

/// <summary>What a route needs and leaves behind. Enforced in the use case; declared here for the start-up check and for tests.</summary>
/// <param name="Kind">Null for a route that changes nothing.</param>
public sealed record Declaration(Permission Permission, AuditKind? Kind);

internal static class DeclarationExtensions
{
    public static TBuilder Declares<TBuilder>(this TBuilder route, Permission permission, AuditKind? kind = null) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Declaration(permission, kind));
}
