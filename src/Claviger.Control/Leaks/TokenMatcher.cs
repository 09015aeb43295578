using System.Security.Cryptography;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Leaks;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Leaks;

/// <summary>
/// Which of many texts are tokens that were issued here, in whatever state they are. The checksum comes first; what passes it costs one
/// look-up and one HMAC, known or not, so that the time of an answer tells nothing.
/// </summary>
public sealed class TokenMatcher(Database database, KeyFile keyFile)
{
    public IReadOnlyDictionary<string, KnownToken> Match(IEnumerable<string> texts)
    {
        var read = new List<(string Text, KeyTokenKind Kind, SecretId Id)>();
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
            if (KeyToken.TryRead(text, out var kind, out var id)) read.Add((text, kind, id));
        if (read.Count == 0) return new Dictionary<string, KnownToken>();

        using var reader = database.Read();
        var stored = read.GroupBy(token => token.Kind).ToDictionary(kind => kind.Key, kind => LeakStore.Find(reader, kind.Key, kind.Select(token => token.Id).ToHashSet()));
        var known = new Dictionary<string, KnownToken>(StringComparer.Ordinal);
        foreach (var (text, kind, id) in read)
            if (Matches(text, stored[kind].GetValueOrDefault(id)) is { } token) known.Add(text, token);
        return known;
    }

    private KnownToken? Matches(string text, KnownToken? token)
    {
        var decoy = keyFile.Peppers[keyFile.CurrentPepper];
        Span<byte> digest = stackalloc byte[32];
        // What ended long ago may need a pepper that the key file has lost since: then nobody can tell whose it is.
        KeyToken.Digest(text, (token is null ? null : keyFile.Peppers.GetValueOrDefault(token.PepperVersion)) ?? decoy, digest);
        return CryptographicOperations.FixedTimeEquals(token?.Digest ?? decoy, digest) ? token : null;
    }
}
