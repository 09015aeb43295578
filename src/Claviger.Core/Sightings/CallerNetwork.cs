using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Claviger.Core.Sightings;

/// <summary>The network that an address is in: /24 of IPv4, /48 of IPv6, which is what one site has.</summary>
public readonly record struct CallerNetwork(UInt128 Bits, bool IsV6)
{
    /// <summary>What is shown where a key was seen from more networks than are told apart.</summary>
    public const string Others = "others";

    /// <summary>Of callers whose address isn't known.</summary>
    public const string Unknown = "unknown";

    public static CallerNetwork Of(IPAddress? address)
    {
        if (address is null) return default;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes, out _);
            return new((uint)(BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0xFFFFFF00), IsV6: false);
        }

        address.TryWriteBytes(bytes, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes) & ~(UInt128.MaxValue >> 48), IsV6: true);
    }

    public override string ToString()
    {
        if (this == default) return Unknown;
        Span<byte> bytes = stackalloc byte[16];
        if (IsV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
            return $"{new IPAddress(bytes)}/48";
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Bits);
        return $"{new IPAddress(bytes[..4])}/24";
    }
}
