using Claviger.Core.Keys;

namespace Claviger.Storage.Secrets;

/// <summary>A new token on its way to its owner: the only object that ever holds it beside its digest.</summary>
/// <param name="Token">Shown once, never stored.</param>
public sealed record IssuedToken(string Token, SecretId Id, byte[] Digest, int PepperVersion)
{
    public string Hint => KeyToken.Hint(Token);

    /// <summary>Without the token.</summary>
    public override string ToString() => Id.ToString();
}
