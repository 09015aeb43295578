using Claviger.Core.Access;
using Claviger.Core.Audit;
using Microsoft.AspNetCore.Builder;

namespace Claviger.Control.Http;

/// <summary>What a route needs and leaves behind. Enforced in the use case; declared here for the start-up check and for tests.</summary>
/// <param name="Permission">Null for a route that is open to strangers, which must say so by <see cref="DeclarationExtensions.DeclaresOpen"/>.</param>
/// <param name="Kind">Null for a route that changes nothing.</param>
/// <param name="Or">Another permission that will do, for one's own things.</param>
public sealed record Declaration(Permission? Permission, AuditKind? Kind, Permission? Or = null);

internal static class DeclarationExtensions
{
    public static TBuilder Declares<TBuilder>(this TBuilder route, Permission permission, AuditKind? kind = null, Permission? or = null) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Declaration(permission, kind, or));

    public static TBuilder DeclaresOpen<TBuilder>(this TBuilder route, AuditKind kind) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Declaration(null, kind));
}
