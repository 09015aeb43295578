using System.Security.Cryptography;
using System.Text;

namespace Claviger.Control.Webhooks;

/// <summary>The shared secret of a webhook in the form of Standard Webhooks: <c>whsec_</c> and 24 to 64 bytes as base64.</summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_";

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Null when it is not of that form.</summary>
    public static WebhookSecret? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        Span<byte> key = stackalloc byte[64];
        return text.Length <= 128 && Convert.TryFromBase64String(text[Prefix.Length..], key, out var count) && count is >= 24 and <= 64 ? new WebhookSecret(key[..count].ToArray()) : null;
    }

    /// <summary>A new one, of 32 random bytes.</summary>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header <c>webhook-signature</c>: what makes a message ours, at this moment.</summary>
    public string Sign(string id, long atSeconds, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{atSeconds}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed));
    }

    public override string ToString() => nameof(WebhookSecret);
}
