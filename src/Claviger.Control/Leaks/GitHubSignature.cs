using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Leaks;

/// <summary>The two headers of a report of GitHub's: which key, and its signature over the body.</summary>
/// <param name="Signature">As DER.</param>
internal sealed record GitHubSignature(string KeyIdentifier, byte[] Signature)
{
    public const string IdentifierHeader = "Github-Public-Key-Identifier";
    public const string SignatureHeader = "Github-Public-Key-Signature";

    /// <summary>Of P-256 in base64: 96 at most.</summary>
    private const int MostCharacters = 128;

    /// <summary>Null when one is missing, given twice or malformed.</summary>
    public static GitHubSignature? Read(IHeaderDictionary headers)
    {
        if (headers[IdentifierHeader] is not [{ Length: > 0 and <= MostCharacters } identifier] || headers[SignatureHeader] is not [{ Length: > 0 and <= MostCharacters } text]) return null;
        Span<byte> signature = stackalloc byte[MostCharacters];
        return Convert.TryFromBase64String(text, signature, out var count) ? new GitHubSignature(identifier, signature[..count].ToArray()) : null;
    }
}
