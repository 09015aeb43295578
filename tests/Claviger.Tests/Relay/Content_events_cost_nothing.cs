using System.Text;
using System.Text.Json;
using Claviger.Gateway.Relay;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Relay;

public sealed class Content_events_cost_nothing
{
    private static readonly byte[] Delta = Encoding.UTF8.GetBytes(SampleStream.Events[3]);

    private static readonly JsonSerializerOptions[] Escapings = [new(), new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }];

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_thousand_of_them_allocate_nothing(int which)
    {
        var delta = Encoding.UTF8.GetBytes(SampleStream.Events[which]);
        var reader = new SseUsageReader();
        reader.Feed(Encoding.UTF8.GetBytes(SampleStream.Events[0]));
        void Whole() => reader.Feed(delta);
        void Torn()
        {
            reader.Feed(delta.AsSpan(0, 50));
            reader.Feed(delta.AsSpan(50));
        }

        for (var i = 0; i < 10; i++) { Whole(); Torn(); }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) { Whole(); Torn(); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Decoded_bytes_are_counted_as_a_JSON_reader_decodes_them() =>
        Gen.String.Sample(text =>
        {
            foreach (var options in Escapings)
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(text, options);
                var decoded = Encoding.UTF8.GetByteCount(JsonSerializer.Deserialize<string>(json)!);
                Assert.Equal(decoded, JsonStringBytes.Count(json.AsSpan(1), out var end));
                Assert.Equal(json.Length - 2, end);
                Assert.Equal(decoded, JsonStringBytes.CountInside(json.AsSpan(1, json.Length - 2)));
            }
        }, iter: 10_000);

    [Theory]
    [InlineData("no end")]
    [InlineData("half an escape\\")]
    [InlineData("\\u12")]
    [InlineData("\\u12x4\"")]
    public void A_broken_string_has_no_count(string text) => Assert.Equal(-1, JsonStringBytes.Count(Encoding.UTF8.GetBytes(text), out _));
}
