using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Claviger.Simulator.Recording;

/// <summary>The last requests, byte for byte, for tests that compare what a gateway forwarded. Any thread.</summary>
internal sealed class RequestRecorder(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<RecordedRequest> _kept = new(); // under _gate

    public IReadOnlyList<RecordedRequest> Kept { get { lock (_gate) return [.. _kept]; } }

    public void Clear()
    {
        lock (_gate) _kept.Clear();
    }

    /// <summary>Before any of the body is read, so that the head is the last thing the connection gave.</summary>
    public static void Begin(HttpContext http) => http.Features.Set(new Head(http.Features.Get<RawBytes>()?.Take() ?? []));

    /// <summary>The first call of a request keeps it; a later one says nothing new.</summary>
    public void Keep(HttpContext http, ReadOnlySpan<byte> body)
    {
        if (http.Features.Get<Head>() is not { } head) return;
        http.Features.Set<Head>(null);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = Headers(head.Raw, $"{http.Request.Method} {target} HTTP/1.1\r\n");
        var request = new RecordedRequest(http.Request.Method, target, headers, body.ToArray());
        lock (_gate)
        {
            if (_kept.Count == capacity) _kept.Dequeue();
            _kept.Enqueue(request);
        }
    }

    private sealed record Head(byte[] Raw);

    /// <summary>Finds this request's head by its own first line: bytes of an unread earlier body may stand before it.</summary>
    private static List<KeyValuePair<string, string>> Headers(byte[] raw, string firstLine)
    {
        var from = raw.AsSpan().LastIndexOf(Encoding.Latin1.GetBytes(firstLine));
        if (from < 0) return [];
        var head = raw.AsSpan(from + firstLine.Length);
        head = head[..Math.Max(0, head.IndexOf("\r\n\r\n"u8))];
        List<KeyValuePair<string, string>> headers = [];
        foreach (var line in Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return headers;
    }
}
