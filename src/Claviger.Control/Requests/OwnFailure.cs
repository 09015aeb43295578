using Claviger.Core;

namespace Claviger.Control.Requests;

/// <param name="Model">Null for a call that names none.</param>
/// <param name="Status">HTTP status that the caller got.</param>
/// <param name="Outcome">As in the request log.</param>
public sealed record OwnFailure(string RequestId, DateTimeOffset At, string KeyId, string KeyName, string? Model, int Status, string Outcome, Money Cost);
