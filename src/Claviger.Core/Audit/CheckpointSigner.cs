using System.Buffers.Binary;
using System.Text;
using NSec.Cryptography;

namespace Claviger.Core.Audit;

/// <summary>Signs a log's checkpoints (Ed25519). Whoever holds its seed can sign any history: only checkpoints kept elsewhere stand against that.</summary>
public sealed class CheckpointSigner : IDisposable
{
    private readonly Key _key;

    private CheckpointSigner(string name, Key key) => (Name, _key, Verifier) = (name, key, CheckpointVerifier.Of(name, key.PublicKey));

    public string Name { get; }

    public CheckpointVerifier Verifier { get; }

    /// <summary>A new key; the seed is to be sealed and forgotten.</summary>
    public static string NewSeed()
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        return Convert.ToBase64String(key.Export(KeyBlobFormat.RawPrivateKey));
    }

    /// <param name="seed">Of <see cref="NewSeed"/>.</param>
    public static CheckpointSigner Of(string name, string seed) =>
        new(name, Key.Import(SignatureAlgorithm.Ed25519, Convert.FromBase64String(seed), KeyBlobFormat.RawPrivateKey));

    public string Sign(Checkpoint checkpoint)
    {
        var body = checkpoint.Body;
        var signature = new byte[4 + 64];
        BinaryPrimitives.WriteUInt32BigEndian(signature, Verifier.Hash);
        SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(body), signature.AsSpan(4));
        return $"{body}\n— {Name} {Convert.ToBase64String(signature)}\n";
    }

    public void Dispose() => _key.Dispose();
}
