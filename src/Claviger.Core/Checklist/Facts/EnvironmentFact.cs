namespace Claviger.Core.Checklist.Facts;

/// <param name="Networks">CIDR blocks that its services call from.</param>
/// <param name="Blocks">Whether requests that cross between it and another environment are refused, and not only seen.</param>
public sealed record EnvironmentFact(string Name, IReadOnlyList<string> Networks, bool Blocks);
