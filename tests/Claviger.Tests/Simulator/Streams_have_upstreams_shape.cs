using System.Text;
using System.Text.Json;
using Claviger.Simulator;
using Xunit;

namespace Claviger.Tests.Simulator;

public sealed class Streams_have_upstreams_shape
{
    [Fact]
    public async Task Events_come_in_order()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("out=16; ping=2; deltas=2");

        Assert.Equal(
            ["message_start", "ping", "ping", "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
            events.Select(e => e.Name));
        Assert.All(events, e => Assert.Equal(e.Name, e.Json.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task The_start_knows_the_input_and_the_end_the_output()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("in=100; out=50; read=7; w5=3; w1=4; late-in=9; late-w5=2; search=1; think=10; geo=us");

        var start = events[0].Json.GetProperty("message");
        Assert.Empty(start.GetProperty("content").EnumerateArray());
        var first = start.GetProperty("usage");
        Assert.Equal(100, first.GetProperty("input_tokens").GetInt32());
        Assert.Equal(1, first.GetProperty("output_tokens").GetInt32());
        Assert.Equal(7, first.GetProperty("cache_creation_input_tokens").GetInt32());
        Assert.Equal(4, first.GetProperty("cache_creation").GetProperty("ephemeral_1h_input_tokens").GetInt32());
        Assert.Equal("us", first.GetProperty("inference_geo").GetString());
        var last = events.Single(e => e.Name == "message_delta").Json.GetProperty("usage");
        Assert.Equal(109, last.GetProperty("input_tokens").GetInt32());
        Assert.Equal(9, last.GetProperty("cache_creation_input_tokens").GetInt32());
        Assert.Equal(50, last.GetProperty("output_tokens").GetInt32());
        Assert.Equal(1, last.GetProperty("server_tool_use").GetProperty("web_search_requests").GetInt32());
        Assert.False(last.TryGetProperty("cache_creation", out _));
        Assert.False(last.TryGetProperty("service_tier", out _));
    }

    [Fact]
    public async Task A_stream_says_the_same_as_the_whole_message()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        const string words = "in=40; out=90; think=20; search=1; tool=1";

        var events = await caller.EventsAsync(words, SimulatorCaller.Body(stream: true));

        var inputs = Joined(events, "partial_json").Split("}{").Length; // the search's input, then the tool's
        Assert.Equal(2, inputs);
        Assert.Equal(80, Joined(events, "thinking").Length);
        Assert.NotEmpty(Joined(events, "signature"));
        Assert.Equal(4 * 35, Joined(events, "text").Length);
    }

    [Fact]
    public async Task A_token_is_four_characters_so_an_estimate_by_length_is_exact()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("out=23; delta=7");

        Assert.Equal([28, 28, 28, 8], Deltas(events, "text").Select(t => t.Length));
    }

    [Fact]
    public async Task Message_deltas_are_cumulative()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("out=90; message-deltas=3; lean-delta");

        var usages = events.Where(e => e.Name == "message_delta").Select(e => e.Json.GetProperty("usage").GetRawText());
        Assert.Equal(["""{"output_tokens":30}""", """{"output_tokens":60}""", """{"output_tokens":90}"""], usages);
    }

    [Fact]
    public async Task Unknown_and_malformed_events_come_as_asked()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("out=8; ping=0; unknown-event=1; malformed-event=1");

        Assert.Equal("simulated_event", events[1].Name);
        Assert.ThrowsAny<JsonException>(() => events[2].Json);
        Assert.Equal("message_stop", events[^1].Name);
    }

    [Theory]
    [InlineData("burst")]
    [InlineData("chunk=7")]
    [InlineData("event-delay-ms=1; deltas=2")]
    public async Task Pacing_changes_no_byte_of_the_content(string pacing)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var plain = await caller.EventsAsync("out=20; deltas=2");
        var paced = await caller.EventsAsync("out=20; deltas=2; " + pacing);

        Assert.Equal(plain, paced);
    }

    [Fact]
    public async Task Split_writes_fall_inside_code_points()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = caller.Request(HttpMethod.Post, "/v1/messages", SimulatorCaller.Body(stream: true), "out=400; split");
        using var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var said = Joined(SseEvent.Parse(text), "text");
        Assert.Equal(1600, said.Length);
        Assert.True(Encoding.UTF8.GetByteCount(said) > said.Length);
        Assert.DoesNotContain('\uFFFD', said);
    }

    [Fact]
    public async Task A_stamped_delta_says_when_it_was_sent()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        clock.Advance(TimeSpan.FromSeconds(7));
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { Clock = clock });

        var events = await caller.EventsAsync("out=16; deltas=2; stamp");

        var stamp = "@" + clock.GetTimestamp().ToString("D19", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([stamp, stamp], Deltas(events, "text"));
    }

    [Fact]
    public async Task An_error_event_ends_the_stream_without_a_request_id()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var events = await caller.EventsAsync("out=80; ping=0; error-after=3");

        Assert.Equal(["message_start", "content_block_start", "content_block_delta", "error"], events.Select(e => e.Name));
        Assert.Equal("overloaded_error", events[^1].Json.GetProperty("error").GetProperty("type").GetString());
        Assert.False(events[^1].Json.TryGetProperty("request_id", out _));
    }

    private static IEnumerable<string> Deltas(IReadOnlyList<SseEvent> events, string field) =>
        events.Where(e => e.Name == "content_block_delta").Select(e => e.Json.GetProperty("delta"))
            .Where(d => d.TryGetProperty(field, out _)).Select(d => d.GetProperty(field).GetString()!);

    private static string Joined(IReadOnlyList<SseEvent> events, string field) => string.Concat(Deltas(events, field));
}
