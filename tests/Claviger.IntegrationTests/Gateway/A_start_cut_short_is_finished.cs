using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R2: killed while it made its crash file, the server makes the rest at the next start instead of refusing the folder.</summary>
public sealed class A_start_cut_short_is_finished
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(65_536)]
    public async Task An_unfinished_crash_file_is_made_whole(int bytes)
    {
        await using var first = await TestGateway.StartAsync();
        await first.Server.DisposeAsync();
        await File.WriteAllBytesAsync(Path.Combine(first.Folder, "journal.slots"), new byte[bytes]);
        var config = new Claviger.Config.ServerConfig { Listen = new(System.Net.IPAddress.Loopback, 0), DataFolder = first.Folder, Store = first.Store.Address, UpstreamUrl = first.Simulator.Address };
        await using var second = await Claviger.Serving.ClavigerServer.StartAsync(config, TimeProvider.System, _ => { }, CancellationToken.None);

        Assert.Equal(200, (await RawRequest.AskAsync(second.Url, RawRequest.Message(first.Key.Secret, RawRequest.Hello))).Status);
        Assert.Equal((0, 0), second.Recovered);
    }
}
