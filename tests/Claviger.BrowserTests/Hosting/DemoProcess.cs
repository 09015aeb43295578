using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Claviger.BrowserTests.Hosting;

/// <summary>What <c>./run</c> starts, as a child process on a free port of loopback, with all it printed: the door that a newcomer has.</summary>
public sealed partial class DemoProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private DemoProcess(Process process, string folder, string text)
    {
        (_process, _folder) = (process, folder);
        Link = LinkLine().Match(text).Groups[1].Value;
        Url = new Uri(Link).GetLeftPart(UriPartial.Authority);
        AdminKey = AdminKeyLine().Match(text).Groups[1].Value;
        ApiKey = ApiKeyLine().Match(text).Groups[1].Value;
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    /// <summary>Signs in once.</summary>
    public string Link { get; }

    public string AdminKey { get; }

    /// <summary>Empty with <c>--empty</c>: there is none then.</summary>
    public string ApiKey { get; }

    public HttpClient Http { get; }

    public static async Task<DemoProcess> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("claviger-browser-").FullName;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "claviger"), ["demo", "--port", "0", "--data", Path.Combine(folder, "data"), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // The profile of the demo stays out of the developer's own.
        start.Environment["CLAVIGER_CONFIG_DIR"] = Path.Combine(folder, "profiles");
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (!line.Contains("Ctrl+C", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(); // or its pipe fills up
            return new DemoProcess(process, folder, text.ToString());
        }

        throw new InvalidOperationException($"the demo did not start: {text}{await errors}");
    }

    /// <summary>One message through the gateway; the simulator answers it.</summary>
    public async Task<(HttpStatusCode Status, string Body)> MessageAsync(string apiKey, int maxTokens = 100)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = new StringContent($$"""{"model":"claude-haiku-4-5","max_tokens":{{maxTokens}},"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", apiKey);
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>An Admin API call with the key that the demo printed; throws with the answer where it fails.</summary>
    public async Task<JsonElement> AdminAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/v1/organizations" + path);
        request.Headers.Add("x-api-key", AdminKey);
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"Console\s+(http\S+#\S+)")]
    private static partial Regex LinkLine();

    [GeneratedRegex(@"Admin key\s+(clva_\S+)")]
    private static partial Regex AdminKeyLine();

    [GeneratedRegex(@"API key\s+(clvk_\S+)")]
    private static partial Regex ApiKeyLine();
}
