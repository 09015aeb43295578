using System.Net;
using System.Net.Sockets;
using System.Text;
using Claviger.Core.Usage;
using Claviger.Gateway.Routes;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using Route = Claviger.Gateway.Routes.Route;

namespace Claviger.IntegrationTests.OwnedObjects;

/// <summary>A crawl of every declared route and of hundreds of paths beside them: what reached upstream has a row, and nothing else did.</summary>
public sealed class No_path_goes_around_the_books : IAsyncLifetime
{
    private const string Body = """{"model":"claude-haiku-4-5","max_tokens":16,"messages":[{"role":"user","content":"Hello"}]}""";
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_stranger_reaches_nothing()
    {
        foreach (var (method, path) in RouteTable.All.SelectMany(CallsOf))
        {
            foreach (var key in new[] { null, "clvk_unknown", _gateway.AdminKey })
            {
                var (status, _) = await SendAsync(method, path, key);
                var expected = RouteTable.Find(method, path, out _)?.Governance == Governance.Probe ? 200 : 401;
                Assert.True(status == expected, $"{method} {path} with {key ?? "no key"}: {status}");
            }
        }

        Assert.Equal(0, _gateway.Simulator.Bill.Requests);
        Assert.Empty(await _gateway.RowsAsync());
    }

    [Fact]
    public async Task A_caller_leaves_a_row_for_everything_that_is_sent()
    {
        foreach (var route in RouteTable.All)
        {
            var sent = _gateway.Simulator.Bill.Requests;
            foreach (var (method, path) in CallsOf(route))
            {
                var (status, head) = await SendAsync(method, path, _gateway.Key.Secret);
                if (route.Governance != Governance.Withheld) continue;

                Assert.Equal((501, sent), (status, _gateway.Simulator.Bill.Requests));
                Assert.Contains("x-should-retry: false", head, StringComparison.OrdinalIgnoreCase);
            }

            Assert.Equal(_gateway.Simulator.Bill.Requests, (await _gateway.RowsAsync()).Count);
        }

        Assert.All(await _gateway.RowsAsync(), row => Assert.Contains(row.Outcome, new[] { UsageOutcome.Completed, UsageOutcome.Free, UsageOutcome.UpstreamError }));
    }

    [Fact]
    public async Task Paths_beside_the_table_do_not_exist()
    {
        var tried = 0;
        foreach (var (method, path) in Beside())
        {
            var isDeclared = RouteTable.Find(method, path, out _) is not null;
            var sent = _gateway.Simulator.Bill.Requests;
            var (status, _) = await SendAsync(method, path, _gateway.Key.Secret);
            if (isDeclared) continue;

            tried++;
            Assert.True(status is 404 or 400 or 405, $"{method} {path}: {status}");
            Assert.True(_gateway.Simulator.Bill.Requests == sent, $"{method} {path} reached upstream");
        }

        Assert.True(tried > 400, $"{tried} paths were tried");
        Assert.Equal(_gateway.Simulator.Bill.Requests, (await _gateway.RowsAsync()).Count);
    }

    private static IEnumerable<(string Method, string Path)> CallsOf(Route route)
    {
        var path = route.Pattern.Replace("{id}", "some_01Object", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal).Replace("*", "any/thing", StringComparison.Ordinal);
        var methods = route.Method == "*" ? new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD" } : [route.Method];
        return methods.Select(method => (method, path));
    }

    /// <summary>Each declared path with a letter, a segment or its encoding changed, as a second parser might read back.</summary>
    private static IEnumerable<(string Method, string Path)> Beside()
    {
        foreach (var (method, path) in RouteTable.All.SelectMany(CallsOf).Where(call => call.Path.StartsWith("/v1/", StringComparison.Ordinal) && call.Method is "GET" or "POST" or "DELETE"))
        {
            yield return (method, path + "/");
            yield return (method, path + "/extra");
            yield return (method, "/" + path);
            yield return (method, path.Replace("/v1/", "/v1//", StringComparison.Ordinal));
            yield return (method, path.Replace("/v1/", "/V1/", StringComparison.Ordinal));
            yield return (method, path.Replace("/v1/", "/v1/./", StringComparison.Ordinal));
            yield return (method, path.Replace("/v1/", "/v1/x/../", StringComparison.Ordinal));
            yield return (method, path.Replace("/v1/", "/v1/%2e%2e/v1/", StringComparison.Ordinal));
            yield return (method, path.Replace("/v1/", "/v1%2f", StringComparison.Ordinal));
            yield return (method, path[..^1] + $"%{(int)path[^1]:x2}");
            yield return (method, path + "%00");
            yield return (method, path + ";a=b");
            yield return (method, path.ToUpperInvariant());
            yield return (method, path.Replace("/v1/", "/v2/", StringComparison.Ordinal));
            yield return (method, "http://elsewhere.invalid" + path + "/x");
        }

        foreach (var method in new[] { "PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "Post" })
            foreach (var path in new[] { "/v1/messages", "/v1/files", "/v1/models", "/v1/messages/batches", "/v1/skills" }) yield return (method, path);
        foreach (var path in new[] { "/v1", "/v1/", "/v1/complete/", "/v1/experimental/generate_prompt", "/v1/messages/batches/results", "/v1/files/a/b", "/v1/models/a/b", "/_sim/bill", "/v1/../_sim/bill" })
            yield return ("GET", path);
    }

    /// <summary>Over a bare socket: an HTTP client would tidy the path first.</summary>
    private async Task<(int Status, string Head)> SendAsync(string method, string path, string? key)
    {
        var url = new Uri(_gateway.Url);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, url.Port);
        await using var stream = socket.GetStream();
        var body = method is "POST" or "PUT" or "PATCH" ? Body : "";
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\nanthropic-version: 2023-06-01\r\n");
        if (key is not null) head.Append("x-api-key: ").Append(key).Append("\r\n");
        if (body.Length > 0) head.Append("content-type: application/json\r\ncontent-length: ").Append(body.Length).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n" + body));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync();
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture), answer.Split("\r\n\r\n")[0]);
    }
}
