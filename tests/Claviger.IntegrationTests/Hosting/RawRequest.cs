using System.Text;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>Requests as bytes, for <see cref="RawConnection"/>.</summary>
public static class RawRequest
{
    public const string Hello = """{"model":"claude-haiku-4-5","max_tokens":1024,"messages":[{"role":"user","content":"Hello"}]}""";

    public const string HelloStream = """{"model":"claude-haiku-4-5","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"Hello"}]}""";

    /// <summary>An honest Messages request with more header lines (each without its end) and another target if need be.</summary>
    public static byte[] Message(string key, string body, params string[] headers) => Post("/v1/messages", key, Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Post(string target, string? key, ReadOnlySpan<byte> body, params string[] headers)
    {
        var head = new StringBuilder($"POST {target} HTTP/1.1\r\nhost: gateway\r\n");
        if (key is not null) head.Append($"x-api-key: {key}\r\n");
        head.Append($"anthropic-version: 2023-06-01\r\ncontent-type: application/json\r\ncontent-length: {body.Length}\r\n");
        foreach (var header in headers) head.Append(header).Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    public static byte[] Get(string target, string? key, params string[] headers) => Bodyless("GET", target, key, headers);

    public static byte[] Bodyless(string method, string target, string? key, params string[] headers)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nhost: gateway\r\nanthropic-version: 2023-06-01\r\n");
        if (key is not null) head.Append($"x-api-key: {key}\r\n");
        foreach (var header in headers) head.Append(header).Append("\r\n");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>On a connection of its own.</summary>
    public static async Task<RawAnswer> AskAsync(string url, byte[] request, bool bodyless = false)
    {
        using var connection = await RawConnection.OpenAsync(url);
        await connection.SendAsync(request);
        return await connection.ReadAnswerAsync(bodyless);
    }
}
