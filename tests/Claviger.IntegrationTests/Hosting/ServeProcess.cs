using System.Diagnostics;
using System.Text.RegularExpressions;
using Claviger.Simulator;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>The real executable as a child process: what can be killed.</summary>
public sealed partial class ServeProcess : IDisposable
{
    private readonly Process _process;

    private ServeProcess(Process process, string url, string? recovered, string? adminKey)
    {
        (_process, Url, AdminKey) = (process, url, adminKey);
        if (recovered is not null && Recovery().Match(recovered) is { Success: true } match)
            Recovered = (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value));
    }

    public string Url { get; }

    /// <summary>Only of the first start on a folder.</summary>
    public string? AdminKey { get; }

    public (int Finished, int Unresolved) Recovered { get; }

    /// <summary>Returns when it serves; the first start on a folder prints the admin key.</summary>
    public static async Task<ServeProcess> StartAsync(string folder, Uri upstream, bool first, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "claviger"), "serve") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["CLAVIGER_LISTEN"] = "127.0.0.1:0";
        start.Environment["CLAVIGER_DATA_FOLDER"] = Path.Combine(folder, "data");
        start.Environment["CLAVIGER_UPSTREAM_URL"] = upstream.GetLeftPart(UriPartial.Authority);
        start.Environment["CLAVIGER_UPSTREAM_API_KEY"] = SimulatorOptions.DefaultUpstreamKey;
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in more) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var said = new List<string>();
        string? recovered = null;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("Recovered after a crash", StringComparison.Ordinal)) recovered = line;
            if (Serves().Match(line) is not { Success: true } match) continue;
            var adminKey = first ? await process.StandardOutput.ReadLineAsync() : null;
            _ = process.StandardError.ReadToEndAsync(); // or its pipe fills up
            return new ServeProcess(process, match.Groups[1].Value, recovered, adminKey);
        }

        throw new InvalidOperationException($"claviger did not start: {string.Join('\n', said)}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@" serves (http://\S+),")]
    private static partial Regex Serves();

    [GeneratedRegex(@"(\d+) finished requests booked, (\d+) that were running")]
    private static partial Regex Recovery();
}
