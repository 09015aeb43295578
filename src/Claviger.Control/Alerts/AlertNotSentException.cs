namespace Claviger.Control.Alerts;

/// <summary>A message was not taken, or nobody knows whether it was. Its text holds no secret.</summary>
public sealed class AlertNotSentException(string message, Exception? cause = null) : Exception(message, cause);
