namespace Claviger.Core.Environments;

/// <summary>An environment that says where its services are. Every environment exists by being named; only a declared one can be told by an address.</summary>
/// <param name="Networks">CIDR blocks that its services call from; no two environments share an address.</param>
/// <param name="Blocks">Whether its keys work only outside other environments' networks, and other environments' keys not from its own.</param>
public sealed record DeclaredEnvironment(string Name, IReadOnlyList<string> Networks, bool Blocks);
