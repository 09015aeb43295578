using System.Text;

namespace Claviger.Load;

/// <summary>Whole requests as bytes, one a key, made before the clock runs.</summary>
internal static class RequestBytes
{
    public static byte[][] Of(Uri url, string body, IReadOnlyList<string> keys) =>
        [.. keys.Select(key => Encoding.UTF8.GetBytes(
            $"POST /v1/messages HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: claviger-load\r\nAccept: application/json\r\nContent-Type: application/json\r\n" +
            $"anthropic-version: 2023-06-01\r\nx-api-key: {key}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"))];
}
