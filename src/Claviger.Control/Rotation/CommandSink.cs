using System.ComponentModel;
using System.Diagnostics;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>
/// A program of the server's configuration, started without a shell. The secret comes on its standard input, never as an argument, which
/// every user of the machine could read. Status 0: taken; any other: nothing was taken. What it prints is dropped: it may be the secret.
/// </summary>
internal sealed class CommandSink(SinkSettings settings, RotationOptions options) : ISecretSink
{
    public bool CanRead => false;

    public async Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct)
    {
        if (!options.Commands.TryGetValue(settings.Command!, out var argv)) return SinkResult.Refused($"the server's configuration has no command '{settings.Command}' (rotation.commands)");
        using var process = new Process { StartInfo = StartOf(argv, key) };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return SinkResult.Refused($"{argv[0]} can't be started: {error.Message}");
        }

        try
        {
            var drained = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, ct), process.StandardError.BaseStream.CopyToAsync(Stream.Null, ct));
            await GiveAsync(process, token, ct);
            await process.WaitForExitAsync(ct);
            await drained;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return SinkResult.InDoubt($"{argv[0]} was not done in time");
        }

        return process.ExitCode == 0 ? SinkResult.Delivered : SinkResult.Refused($"{argv[0]} ended with status {process.ExitCode}");
    }

    public Task<string?> ReadAsync(ApiKey key, CancellationToken ct) => throw new NotSupportedException();

    public void Dispose() { }

    private static async Task GiveAsync(Process process, string token, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.WriteAsync((token + "\n").AsMemory(), ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its status tells.
        }
    }

    private static ProcessStartInfo StartOf(IReadOnlyList<string> argv, ApiKey key)
    {
        var start = new ProcessStartInfo(argv[0], argv.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var path = start.Environment.TryGetValue("PATH", out var found) ? found : null;
        start.Environment.Clear(); // this process's own holds its credentials
        if (path is not null) start.Environment["PATH"] = path;
        start.Environment["CLAVIGER_KEY_ID"] = key.Id.Value;
        start.Environment["CLAVIGER_KEY_NAME"] = key.Name;
        start.Environment["CLAVIGER_KEY_SERVICE"] = key.Service;
        start.Environment["CLAVIGER_KEY_ENVIRONMENT"] = key.Environment;
        start.Environment["CLAVIGER_WORKSPACE_ID"] = key.Workspace.Value;
        return start;
    }
}
