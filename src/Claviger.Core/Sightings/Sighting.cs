namespace Claviger.Core.Sightings;

/// <summary>A key was used from a network by a program: what tells shared keys from others. No address of a single machine is kept.</summary>
/// <param name="Key">The key's small number.</param>
/// <param name="Network">The /24 or /48 of the caller; <see cref="CallerNetwork.Others"/> where a key was seen from too many.</param>
/// <param name="Environment">The environment whose declared network the caller was in; empty: in none.</param>
/// <param name="Client">See <see cref="ClientName"/>.</param>
public sealed record Sighting(int Key, string Network, string Environment, string Client, DateTimeOffset FirstAt, DateTimeOffset LastAt);
