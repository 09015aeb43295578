using Claviger.Core;
using Claviger.Core.Keys;

namespace Claviger.Storage.Leaks;

/// <summary>What is stored of a token that was issued, whatever became of it.</summary>
/// <param name="Holder">The API key, admin key or invite that it is the secret of.</param>
public sealed record KnownToken(KeyTokenKind Kind, SecretId Secret, OrganizationId Organization, string Holder, byte[] Digest, int PepperVersion)
{
    /// <summary>Prefix and id: what of a token is public.</summary>
    public string PublicPart => KeyToken.PrefixOf(Kind) + Secret;
}
