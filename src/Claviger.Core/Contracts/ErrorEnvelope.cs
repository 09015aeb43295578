namespace Claviger.Core.Contracts;

/// <summary>Anthropic's error body, on every plane.</summary>
public sealed record ErrorEnvelope(string Type, ErrorBody Error, string? RequestId);

/// <param name="Details">Null when there is nothing to add to the message.</param>
public sealed record ErrorBody(string Type, string Message, ErrorDetails? Details = null);

/// <param name="ErrorCode">A stable code for programs, never reworded.</param>
/// <param name="Field">The request field at fault.</param>
public sealed record ErrorDetails(string? ErrorCode = null, string? Field = null);
