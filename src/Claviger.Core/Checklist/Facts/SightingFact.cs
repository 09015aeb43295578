namespace Claviger.Core.Checklist.Facts;

/// <summary>A key was used from a network by a program.</summary>
/// <param name="Network">The /24 or /48 that the caller was in.</param>
/// <param name="Environment">The environment whose declared network the caller was in; null: in none.</param>
/// <param name="Client">The program by its own words, without its version.</param>
public sealed record SightingFact(string KeyId, string Network, string? Environment, string Client, DateTimeOffset FirstAt, DateTimeOffset LastAt);
