using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Claviger.Control.SignIn;

/// <summary>256 random bits that a cookie or a link carries. Only a digest is stored; a plain one does, because nobody guesses 256 bits.</summary>
public static class SignInToken
{
    private const int Bytes = 32;
    private const int TextLength = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null for what can't be one: no store is asked about it.</summary>
    public static byte[]? Digest(string? token) => token?.Length == TextLength && Base64Url.IsValid(token) ? SHA256.HashData(Encoding.ASCII.GetBytes(token)) : null;

    /// <summary>What a form of that session carries: whoever can't read the session's pages can't know it.</summary>
    public static string FormToken(string token) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), "claviger form"u8));

    public static bool IsFormToken(string token, string? presented) =>
        presented is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken(token)), Encoding.UTF8.GetBytes(presented));
}
