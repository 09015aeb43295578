using System.Text;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R11: an event is with the client while upstream is still silent about the next one.</summary>
public sealed class Events_are_not_held_back(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)] // the ping too
    [InlineData(5, 1)]
    [InlineData(12, 8)]
    public async Task Events_so_far_arrive_though_upstream_says_nothing_more(int events, int pings)
    {
        using var client = await RawConnection.OpenAsync(shared.Url);
        await client.SendAsync(RawRequest.Message(shared.Key, RawRequest.HelloStream, $"x-sim: out=80; ping={pings}; hang-after={events}"));
        var head = await client.ReadHeadAsync();
        var seen = await client.ReadEventsAsync(events); // never ends, if any of them is held back

        Assert.Equal(200, head.Status);
        Assert.Equal(events, RawConnection.Events(seen));
        if (events > 2) Assert.Contains("event: ping", Encoding.UTF8.GetString(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_piece_of_a_torn_event_arrives_before_the_next_is_sent()
    {
        await using var upstream = RawUpstream.Start();
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var events = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n: a comment \u00e9\n\nevent: x\r\ndata: y\r\n\r\n"u8.ToArray();
        var read = new SemaphoreSlim(0);
        upstream.Answer(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"u8.ToArray());
            foreach (var piece in events.Chunk(7))
            {
                await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8]);
                await read.WaitAsync(); // until the client holds this piece
            }

            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        });

        using var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync(RawRequest.Message(gateway.Key.Secret, RawRequest.HelloStream));
        await client.ReadHeadAsync();
        var got = new List<byte>();
        foreach (var piece in events.Chunk(7))
        {
            var until = got.Count + piece.Length;
            while (got.Count < until) got.AddRange((await client.ReadSomeAsync())!);
            read.Release();
        }

        Assert.Empty((await client.ReadSomeAsync())!);
        Assert.Equal(events, got);
    }
}
