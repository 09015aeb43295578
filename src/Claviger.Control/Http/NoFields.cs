namespace Claviger.Control.Http;

/// <summary>The contract of a call without fields: no body, or an empty object.</summary>
internal sealed record NoFields;
