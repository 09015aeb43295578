namespace Claviger.Core.Access;

/// <summary>Where an act came from, for its audit entry.</summary>
/// <param name="Id"><c>req_…</c>, as the answer's header says.</param>
/// <param name="IpAddress">Of the connection itself: what headers say of it, anybody can write.</param>
/// <param name="UserAgent">As the client says, so worth little.</param>
public sealed record RequestOrigin(string Id, string? IpAddress, string? UserAgent);
