using System.Net;

namespace Claviger.Core;

/// <summary>CIDR blocks as people write them.</summary>
public static class NetworkBlock
{
    public const string Takes = "a CIDR block with clear host bits, such as 10.20.0.0/16";

    /// <summary>
    /// Whether the text is a block that means what it says. The runtime clears host bits without a word: 10.1.2.3/8 would admit all of
    /// 10.0.0.0/8. A mapped block would match nobody.
    /// </summary>
    public static bool IsBlock(string text) =>
        IPNetwork.TryParse(text, out var block) && !block.BaseAddress.IsIPv4MappedToIPv6
        && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var address) && address.Equals(block.BaseAddress);

    /// <summary>Whether some address is in both: one holds the other, for blocks never overlap in part.</summary>
    public static bool Overlap(IPNetwork a, IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);
}
