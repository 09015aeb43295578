namespace Claviger.Core.Checklist.Facts;

/// <summary>Somebody who was a member.</summary>
/// <param name="Report">Id of the report of their offboarding; null: there is none.</param>
public sealed record LeaverFact(string Id, string Email, DateTimeOffset LeftAt, string? Report);
