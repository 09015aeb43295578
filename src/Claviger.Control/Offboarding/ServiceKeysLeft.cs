using Claviger.Core.Contracts;

namespace Claviger.Control.Offboarding;

/// <summary>Keys of services that a leaver owned, made or knows, after the act.</summary>
/// <param name="Hidden">How many more there are where the actor can't look.</param>
internal sealed record ServiceKeysLeft(IReadOnlyList<OffboardedServiceKey> Seen, int Hidden);
