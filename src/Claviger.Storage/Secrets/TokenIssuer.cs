using Claviger.Core.Keys;

namespace Claviger.Storage.Secrets;

/// <summary>Makes tokens and what is stored of them, under the newest pepper.</summary>
public sealed class TokenIssuer(KeyFile keyFile)
{
    public IssuedToken Issue(KeyTokenKind kind)
    {
        var token = KeyToken.New(kind);
        KeyToken.TryRead(token, out _, out var id);
        var digest = new byte[32];
        KeyToken.Digest(token, keyFile.Peppers[keyFile.CurrentPepper], digest);
        return new IssuedToken(token, id, digest, keyFile.CurrentPepper);
    }
}
