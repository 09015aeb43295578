using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Claviger.Config;
using Claviger.IntegrationTests.Hosting;
using Claviger.Control.Keys;
using Claviger.Control.Workspaces;
using Claviger.Core.Contracts;
using Claviger.Serving;
using Claviger.Simulator;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Secrets_stay_secret
{
    private const string Upstream = "sk-ant-canary-upstream-7f3a9c";
    private const string Prompt = "CANARY-PROMPT-5d81e2";

    [Fact]
    public async Task No_file_and_no_log_holds_a_key_or_a_word_of_a_prompt()
    {
        var folder = Directory.CreateTempSubdirectory("claviger-canary-").FullName;
        using var log = new Recorder();
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { UpstreamKey = Upstream });
        var config = new ServerConfig
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            DataFolder = folder,
            UpstreamUrl = simulator.Address,
            UpstreamApiKey = Upstream,
            ShutdownTimeout = TimeSpan.FromSeconds(2),
        };
        string adminKey, secret;
        await using (var server = await ClavigerServer.StartAsync(config, TimeProvider.System, logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log), CancellationToken.None))
        {
            adminKey = server.NewAdminKey!;
            var workspace = (await server.Service<CreateWorkspace>().RunAsync(server.SystemActor, new CreateWorkspaceRequest("W", "production"), default)).Value!;
            secret = (await server.Service<CreateKey>().RunAsync(server.SystemActor, new CreateApiKeyRequest(workspace.Id, Service: "canary-carrier"), default)).Value!.Secret;
            using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
            await SendAllAsync(http, secret, adminKey);
            await server.Journal.FlushedAsync(CancellationToken.None);
            Search(folder, log, secret, adminKey); // while it runs: the WAL is there
            Assert.NotEmpty(Directory.GetFiles(folder, "*-wal"));
        }

        Search(folder, log, secret, adminKey);
        // A start with the wrong key file fails, and says so without quoting.
        File.Move(Path.Combine(folder, "claviger.keys"), Path.Combine(folder, "away.keys"));
        var error = await Assert.ThrowsAsync<Storage.StorageException>(() => ClavigerServer.StartAsync(config, TimeProvider.System, logging => logging.AddProvider(log), CancellationToken.None));
        Assert.Contains("is missing, but the database beside it needs it", error.Message);
        Search(folder, log, secret, adminKey);
        Assert.True(log.Lines > 20, "the log was on");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task SendAllAsync(HttpClient http, string secret, string adminKey)
    {
        var body = $$"""{"model":"claude-haiku-4-5","max_tokens":64,"system":"{{Prompt}}","messages":[{"role":"user","content":"{{Prompt}}"}]}""";
        var streamed = body.Replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"", StringComparison.Ordinal);
        foreach (var (path, content, key, script) in new[]
        {
            ("/v1/messages", body, secret, ""),
            ("/v1/messages", streamed, secret, ""),
            ("/v1/messages", streamed, secret, "cut-after=4"),
            ("/v1/messages", streamed, secret, "error-after=3"),
            ("/v1/messages", body, secret, "status=529"),
            ("/v1/messages", body, secret, "status=401"),
            ("/v1/messages/count_tokens", body.Replace("\"max_tokens\":64,", "", StringComparison.Ordinal), secret, ""),
            ("/v1/messages/batches", $$"""{"requests":[{"custom_id":"a","params":{{body}}}]}""", secret, ""),
            ("/v1/messages", "{" + Prompt, secret, ""),
            ("/v1/messages", body.Replace("claude-haiku-4-5", Prompt, StringComparison.Ordinal), secret, ""),
            ("/v1/messages", body, secret + "x", ""),
            ("/v1/messages", body, Upstream, ""),
            ("/v1/messages", body, adminKey, ""),
            ("/v1/organizations/api_keys", "{" + Prompt, adminKey, ""),
            ("/v1/organizations/api_keys", $$"""{"{{Prompt}}":1}""", adminKey, ""),
            ("/v1/organizations/api_keys", "{}", secret, ""),
            ("/v1/organizations/api_keys", "{}", Upstream, ""),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(content, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("x-api-key", key);
            request.Headers.Add("anthropic-version", path.StartsWith("/v1/org", StringComparison.Ordinal) ? "2026-10-21" : "2023-06-01");
            if (script.Length > 0) request.Headers.Add("x-sim", script);
            try
            {
                using var answer = await http.SendAsync(request);
                Assert.DoesNotContain(Upstream, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                Assert.DoesNotContain(Upstream, answer.Headers.ToString(), StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                Assert.Equal("cut-after=4", script); // the cut is passed on
            }
        }
    }

    private static void Search(string folder, Recorder log, string secret, string adminKey)
    {
        var needles = new Dictionary<string, string>
        {
            ["upstream key"] = Upstream,
            ["prompt"] = Prompt,
            ["key"] = secret,
            ["key's secret"] = secret[16..59],
            ["admin key"] = adminKey,
            ["admin key's secret"] = adminKey[16..59],
        };
        var places = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Name: Path.GetFileName(file), Bytes: ReadShared(file))).Append((Name: "log", Bytes: log.Bytes())).ToList();
        Assert.Contains(places, place => place.Name == "journal.slots");
        if (TestStore.Postgres is null) Assert.True(places.Single(place => place.Name == "claviger.db").Bytes.AsSpan().IndexOf("prod-canary-carrier"u8) >= 0
            || places.Any(place => place.Name == "claviger.db-wal" && place.Bytes.AsSpan().IndexOf("prod-canary-carrier"u8) >= 0), "the search finds what is there");
        foreach (var (what, needle) in needles)
            foreach (var form in new[] { Encoding.UTF8.GetBytes(needle), Encoding.Unicode.GetBytes(needle), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(needle))) })
                foreach (var (name, bytes) in places)
                    Assert.False(bytes.AsSpan().IndexOf(form) >= 0, $"{name} holds the {what}");
    }

    private static byte[] ReadShared(string file)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal)) return []; // held by the process; nothing is ever written to it
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Every log line of every category, with its exception.</summary>
    private sealed class Recorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public int Lines => _lines.Count;

        public byte[] Bytes() => Encoding.UTF8.GetBytes(string.Join('\n', _lines));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            _lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
