using System.Text;
using BenchmarkDotNet.Attributes;
using Claviger.Gateway.Relay;

namespace Claviger.Benchmarks;

/// <summary>Reading usage beside a stream, one event a read, as they come from upstream.</summary>
[MemoryDiagnoser]
public class Events
{
    private const int Deltas = 64;

    private readonly byte[] _delta = Encoding.UTF8.GetBytes("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"the key cap and log has one for \"}}\n\n");
    private readonly SseUsageReader _reader = new();

    [Benchmark(OperationsPerInvoke = Deltas, Description = "one content delta")]
    public void Feed()
    {
        for (var i = 0; i < Deltas; i++) _reader.Feed(_delta);
        _reader.Reset();
    }
}
