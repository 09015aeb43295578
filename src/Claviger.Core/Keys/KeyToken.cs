using System.Security.Cryptography;

namespace Claviger.Core.Keys;

/// <summary>
/// A token as a client presents it: <c>clvk_</c> + 11-character id + 43-character secret (256 bits) + 6-character CRC-32,
/// all Base62, 65 characters. The checksum refuses a typing error, and lets a secret scanner decide offline.
/// Pattern for scanners: <c>clv[kai]_[0-9A-Za-z]{60}</c>.
/// </summary>
public static class KeyToken
{
    public const string ApiKeyPrefix = "clvk_";
    public const string AdminKeyPrefix = "clva_";
    public const string InvitePrefix = "clvi_";
    public const int TextLength = 65;

    private const int PrefixLength = 5;
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;

    /// <summary>A new random token. The only copy: it is shown once and never stored.</summary>
    public static string New(KeyTokenKind kind)
    {
        var body = PrefixOf(kind) + Base62.Random(SecretId.Length + SecretLength);
        Span<char> checksum = stackalloc char[ChecksumLength];
        Base62.Encode(Crc32.Of(body), checksum);
        return string.Concat(body, checksum);
    }

    /// <summary>Shape and checksum only; no look-up, no allocation. False for anything that Claviger cannot have issued.</summary>
    public static bool TryRead(ReadOnlySpan<char> presented, out KeyTokenKind kind, out SecretId id)
    {
        kind = default;
        id = default;
        if (presented.Length != TextLength) return false;
        if (presented.StartsWith(ApiKeyPrefix, StringComparison.Ordinal)) kind = KeyTokenKind.ApiKey;
        else if (presented.StartsWith(AdminKeyPrefix, StringComparison.Ordinal)) kind = KeyTokenKind.AdminKey;
        else if (presented.StartsWith(InvitePrefix, StringComparison.Ordinal)) kind = KeyTokenKind.Invite;
        else return false;

        if (!Base62.IsBase62(presented[PrefixLength..])) return false;
        Span<char> checksum = stackalloc char[ChecksumLength];
        Base62.Encode(Crc32.Of(presented[..^ChecksumLength]), checksum);
        if (!presented[^ChecksumLength..].SequenceEqual(checksum)) return false;

        id = SecretId.TryParse(presented.Slice(PrefixLength, SecretId.Length))!.Value;
        return true;
    }

    /// <summary>HMAC-SHA-256 of the whole token under a pepper. Only this is stored: a stolen table opens nothing without the key file.</summary>
    /// <param name="pepper">Not changed afterwards: threads keep what was derived from it.</param>
    public static void Digest(ReadOnlySpan<char> token, byte[] pepper, Span<byte> digest32)
    {
        Span<byte> bytes = stackalloc byte[TextLength];
        var written = System.Text.Encoding.ASCII.GetBytes(token[..TextLength], bytes);
        PepperedHash.Of(pepper, bytes[..written], digest32);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>What lists show in place of the token: enough to recognise it, nothing to guess from (<c>clvk_AbCd…wxyz</c>).</summary>
    public static string Hint(string token) => $"{token[..(PrefixLength + 4)]}...{token[^4..]}";

    public static string PrefixOf(KeyTokenKind kind) => kind switch
    {
        KeyTokenKind.ApiKey => ApiKeyPrefix,
        KeyTokenKind.AdminKey => AdminKeyPrefix,
        KeyTokenKind.Invite => InvitePrefix,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
