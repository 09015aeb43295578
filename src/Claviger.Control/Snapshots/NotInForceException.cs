namespace Claviger.Control.Snapshots;

/// <summary>A change is stored, and this process can't enforce it: its snapshot could not be built, so the old one stays in force.</summary>
public sealed class NotInForceException(long change, Exception cause) : Exception($"change {change} is stored but not in force: {cause.Message}", cause);
