using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Claviger.Core.Audit;

/// <summary>A log's public key in the form that signed notes use: <c>name+hash+base64</c>. Opens notes that its owner signed, and no others.</summary>
public sealed class CheckpointVerifier
{
    private const byte Ed25519 = 1;
    private const string SignatureStart = "— ";

    private readonly PublicKey _key;

    private CheckpointVerifier(string name, PublicKey key) => (Name, _key, Hash) = (name, key, HashOf(name, key));

    /// <summary>The log's origin.</summary>
    public string Name { get; }

    /// <summary>Which key of that name signed: a hint in the signature line.</summary>
    public uint Hash { get; }

    public static CheckpointVerifier Of(string name, PublicKey key) => new(name, key);

    public override string ToString() => $"{Name}+{Hash:x8}+{Convert.ToBase64String([Ed25519, .. _key.Export(KeyBlobFormat.RawPublicKey)])}";

    /// <summary>Null when the text is no key, or its hash is that of another.</summary>
    public static CheckpointVerifier? Read(string text)
    {
        // Base64 may hold a plus itself.
        if (text.Trim().Split('+', 3) is not [{ Length: > 0 } name, { Length: 8 } hash, var blob]) return null;
        Span<byte> bytes = stackalloc byte[64];
        if (name.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(blob, bytes, out var count) || count != 33 || bytes[0] != Ed25519) return null;
        if (!PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes[1..33], KeyBlobFormat.RawPublicKey, out var key)) return null;
        var verifier = new CheckpointVerifier(name, key!);
        return string.Equals(hash, verifier.Hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) ? verifier : null;
    }

    /// <summary>The checkpoint of a signed note; signatures of others beside ours (witnesses) are passed over.</summary>
    /// <param name="fault">Why there is none, for people.</param>
    public Checkpoint? Open(string note, out string? fault)
    {
        fault = null;
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) return Fail("it is no signed note", out fault);
        var body = note[..(end + 1)];
        foreach (var line in note[(end + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(SignatureStart, StringComparison.Ordinal)) return Fail("a line after the text is no signature", out fault);
            if (line[SignatureStart.Length..].Split(' ') is not [var name, var blob] || name != Name) continue;
            // The one spelling of these bytes: base64 has several, and a note has none that anybody may change.
            Span<byte> bytes = stackalloc byte[96];
            if (!Convert.TryFromBase64String(blob, bytes, out var count) || count != 68 || Convert.ToBase64String(bytes[..68]) != blob || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Hash) continue;
            if (!SignatureAlgorithm.Ed25519.Verify(_key, Encoding.UTF8.GetBytes(body), bytes[4..68])) return Fail("its signature is wrong", out fault);
            // Only now: what nobody signed is not worth reading.
            if (Checkpoint.Read(body) is not { } checkpoint) return Fail("it is signed, but no checkpoint", out fault);
            return checkpoint.Origin == Name ? checkpoint : Fail($"it is of another log, {checkpoint.Origin}", out fault);
        }

        var origin = body[..body.IndexOf('\n')];
        return Fail(origin == Name ? "this key did not sign it" : $"it is of another log, {origin}", out fault);
    }

    private static Checkpoint? Fail(string why, out string? fault)
    {
        fault = why;
        return null;
    }

    private static uint HashOf(string name, PublicKey key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. key.Export(KeyBlobFormat.RawPublicKey)]));
}
