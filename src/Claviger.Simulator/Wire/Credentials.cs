using System.Security.Cryptography;
using System.Text;
using Claviger.Simulator.Billing;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Wire;

/// <summary>Checks the caller's credential. Where both headers come, both must be right.</summary>
internal sealed class Credentials(string upstreamKey)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(upstreamKey);

    /// <summary>Null when refused.</summary>
    public CredentialHeader? Check(IHeaderDictionary headers)
    {
        var (apiKey, authorization) = (headers["x-api-key"], headers.Authorization);
        if (apiKey.Count > 0 && !Matches(apiKey.ToString())) return null;
        if (authorization.Count == 0) return apiKey.Count > 0 ? CredentialHeader.XApiKey : null;
        var text = authorization.ToString();
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Matches(text.AsSpan(Scheme.Length))) return null;
        return apiKey.Count > 0 ? CredentialHeader.Both : CredentialHeader.Bearer;
    }

    private bool Matches(ReadOnlySpan<char> presented)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(presented, bytes, out var length) && CryptographicOperations.FixedTimeEquals(_key, bytes[..length]);
    }
}
