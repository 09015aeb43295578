using System.Security.Cryptography;
using System.Text.Json;

namespace Claviger.Control.Leaks;

/// <summary>The public keys that GitHub signs its reports with: <c>{"public_keys":[{"key_identifier","key","is_current"}]}</c>.</summary>
public sealed class GitHubKeySet
{
    /// <summary>1.2.840.10045.3.1.7: P-256. Another curve of 256 bits would pass by its size alone.</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly Dictionary<string, byte[]> _keys;

    private GitHubKeySet(Dictionary<string, byte[]> keys) => _keys = keys;

    public bool Knows(string identifier) => _keys.ContainsKey(identifier);

    /// <summary>Keys that aren't current any more verify too, for as long as GitHub names them: a report may have waited.</summary>
    /// <exception cref="FormatException">Not that form, empty, or a key that is not of P-256.</exception>
    public static GitHubKeySet Parse(ReadOnlyMemory<byte> json)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var entry in document.RootElement.GetProperty("public_keys").EnumerateArray())
                keys.Add(entry.GetProperty("key_identifier").GetString()!, Read(entry.GetProperty("key").GetString()!));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or CryptographicException)
        {
            throw new FormatException("not a file of GitHub's public keys", error);
        }

        return keys.Count > 0 ? new GitHubKeySet(keys) : throw new FormatException("no public key in it");
    }

    /// <summary>ECDSA over SHA-256 of the very bytes that came; the signature is a DER sequence.</summary>
    public bool Verifies(string identifier, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        if (!_keys.TryGetValue(identifier, out var spki)) return false;
        using var key = ECDsa.Create(); // one a report: instances are not for several threads
        key.ImportSubjectPublicKeyInfo(spki, out _);
        try
        {
            return key.VerifyData(body, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Read(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256) throw new CryptographicException("not of P-256");
        return key.ExportSubjectPublicKeyInfo();
    }
}
