namespace Claviger.Control.Http;

/// <summary>The records that a route reads and writes.</summary>
/// <param name="Body">Null: the call has no fields.</param>
internal sealed record RouteContracts(Type? Body, Type Answer);
