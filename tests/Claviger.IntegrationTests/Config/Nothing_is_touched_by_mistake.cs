using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Claviger.Config;
using Claviger.Serving;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Claviger.IntegrationTests.Config;

public sealed class Nothing_is_touched_by_mistake
{
    [Fact]
    public async Task A_taken_port_is_refused_before_anything_is_installed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var folder = Path.Combine(Path.GetTempPath(), $"claviger-{Guid.CreateVersion7():N}");
        var config = new ServerConfig { Listen = (IPEndPoint)other.LocalEndpoint, DataFolder = folder, UpstreamApiKey = "sk-ant-x" };

        var refusal = await Assert.ThrowsAsync<ConfigException>(() => ClavigerServer.StartAsync(config, TimeProvider.System, logging => logging.SetMinimumLevel(LogLevel.None), CancellationToken.None));

        Assert.StartsWith($"listen: {config.Listen} can't be used", Assert.Single(refusal.Faults), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task The_demo_reads_no_configuration_that_lies_around()
    {
        var here = Directory.CreateTempSubdirectory("claviger-test-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(here.FullName, ConfigReader.DefaultFile), "data_folder: real\nlisten: 127.0.0.1:1\nupstream:\n  url: http://127.0.0.1:1\n");
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "claviger"), "demo --smoke") { WorkingDirectory = here.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["CLAVIGER_DATA_FOLDER"] = Path.Combine(here.FullName, "real");
            using var demo = Process.Start(start)!;
            var errors = demo.StandardError.ReadToEndAsync();
            var said = await demo.StandardOutput.ReadToEndAsync();
            await demo.WaitForExitAsync();

            Assert.True(demo.ExitCode == 0, said + await errors);
            Assert.StartsWith("smoke ok", said, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(here.FullName, "real")));
        }
        finally
        {
            here.Delete(recursive: true);
        }
    }
}
