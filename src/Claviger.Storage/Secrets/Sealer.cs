using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Claviger.Storage.Secrets;

/// <summary>
/// Envelope encryption of a small secret: a random data key encrypts it, the key file's wrapping key encrypts the data key,
/// both AES-256-GCM. The row's identity is associated data, so that a sealed value moved to another row doesn't open.
/// Layout: format 1 byte | wrapper version 4 | nonce 12 | tag 16 | wrapped data key 32 | nonce 12 | tag 16 | ciphertext.
/// </summary>
public sealed class Sealer(KeyFile keys)
{
    private const byte Format = 1;
    private const int Nonce = 12, Tag = 16, Key = 32;
    private const int WrapStart = 5;
    private const int BodyStart = WrapStart + Nonce + Tag + Key;
    private const int TextStart = BodyStart + Nonce + Tag;

    /// <param name="identity">purpose|organization|row|version: what the value belongs to.</param>
    public byte[] Seal(string secret, string identity)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        var blob = new byte[TextStart + text.Length];
        blob[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(1), keys.CurrentWrapper);
        Span<byte> dataKey = stackalloc byte[Key];
        RandomNumberGenerator.Fill(dataKey);
        Encrypt(keys.Wrapper(keys.CurrentWrapper)!, dataKey, blob.AsSpan(WrapStart), identity);
        Encrypt(dataKey, text, blob.AsSpan(BodyStart), identity);
        CryptographicOperations.ZeroMemory(dataKey);
        CryptographicOperations.ZeroMemory(text);
        return blob;
    }

    /// <exception cref="StorageException">Changed, moved from another row, or sealed under a key that the key file lacks.</exception>
    public string Open(ReadOnlySpan<byte> blob, string identity)
    {
        if (blob.Length < TextStart || blob[0] != Format) throw Unreadable(identity);
        var wrapper = keys.Wrapper(BinaryPrimitives.ReadInt32BigEndian(blob[1..])) ?? throw Unreadable(identity);
        Span<byte> dataKey = stackalloc byte[Key];
        var text = new byte[blob.Length - TextStart];
        try
        {
            Decrypt(wrapper, blob[WrapStart..BodyStart], dataKey, identity);
            Decrypt(dataKey, blob[BodyStart..], text, identity);
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unreadable(identity);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, Span<byte> part, string identity)
    {
        RandomNumberGenerator.Fill(part[..Nonce]);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(part[..Nonce], plain, part.Slice(Nonce + Tag, plain.Length), part.Slice(Nonce, Tag), Encoding.UTF8.GetBytes(identity));
    }

    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> part, Span<byte> plain, string identity)
    {
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(part[..Nonce], part[(Nonce + Tag)..], part.Slice(Nonce, Tag), plain, Encoding.UTF8.GetBytes(identity));
    }

    private static StorageException Unreadable(string identity) =>
        new($"sealed value of {identity} can't be opened: it was changed, moved, or sealed under another key file");
}
