using Claviger.Core.OwnedObjects;

namespace Claviger.Gateway.Routes;

/// <summary>One declared method and path. <c>{id}</c> stands for one segment, a trailing <c>*</c> for any rest.</summary>
/// <param name="Owned">Kind of the object that <c>{id}</c> names, or that the route makes; null where there is none.</param>
/// <param name="Streams">The body is passed on as it comes (uploads), not buffered.</param>
public sealed record Route(string Method, string Pattern, Governance Governance, Operation Operation, OwnedKind? Owned = null, bool Streams = false);
