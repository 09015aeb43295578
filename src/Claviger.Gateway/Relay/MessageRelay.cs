using System.Buffers;
using System.Collections.Concurrent;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Upstream;

namespace Claviger.Gateway.Relay;

/// <summary>
/// Passes an answer to a message on, byte for byte, and settles it from what it reads on the side. The record is in the journal
/// before the client has the end of the answer, so that nothing that was answered can be missing from the books. A client
/// that leaves stops nothing: upstream is read on to its final usage.
/// </summary>
internal sealed class MessageRelay(Settler settler, IOwnedObjects owned, SlicedRelay sliced)
{
    private const int ChunkBytes = 16 * 1024;
    private const int KeptReaders = 256;

    private readonly ConcurrentQueue<SseUsageReader> _readers = new();

    public async Task RelayAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch)
    {
        if (!answer.IsSuccessStatusCode)
        {
            settler.WithoutCost(exchange, UsageOutcome.UpstreamError);
            await PlainRelay.CopyAsync(exchange, answer, watch);
        }
        else if (IsStream(answer))
        {
            await RelayStreamAsync(exchange, answer, watch);
        }
        else
        {
            await RelayWholeAsync(exchange, answer, watch);
        }
    }

    /// <summary>As written, because the parsed form of the header is made of several objects.</summary>
    private static bool IsStream(HttpResponseMessage answer)
    {
        if (!answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) || types.Count != 1) return false;
        var type = types.ToString().AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);
    }

    private async Task RelayWholeAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch)
    {
        using var whole = await AnswerBuffer.ReadAsync(answer, watch);
        List<string>? files = null;
        ToolFiles.AddOfMessage(whole.Bytes.Span, ref files);
        if (files is not null) await OwnFilesAsync(exchange, files);
        if (JsonUsageReader.TryRead(whole.Bytes.Span, out var usage, out var container))
        {
            if (container is not null) await OwnContainerAsync(exchange, container);
            settler.Completed(exchange, usage);
        }
        else
        {
            settler.WorstCase(exchange);
        }

        HeaderPolicy.ToClient(answer, exchange.Http.Response.Headers);
        exchange.Http.Response.ContentLength = whole.Bytes.Length;
        if (!whole.Bytes.IsEmpty) await exchange.Http.Response.BodyWriter.WriteAsync(whole.Bytes); // a 204 may not be written to
    }

    private async Task RelayStreamAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch)
    {
        var reader = _readers.TryDequeue(out var idle) ? idle : new SseUsageReader();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var ended = false;
        try
        {
            HeaderPolicy.ToClient(answer, exchange.Http.Response.Headers);
            var writer = exchange.Http.Response.BodyWriter;
            var stream = await answer.Content.ReadAsStreamAsync(watch.Token);
            if (exchange.Hold.IsSliced) // may end before upstream does: no length of its own
            {
                await sliced.CopyAsync(exchange, stream, writer, reader, watch, () => SettleAsync(exchange, reader, brokeOff: false));
                ended = true;
                return;
            }

            exchange.Http.Response.ContentLength = answer.Content.Headers.ContentLength;
            var clientIsThere = true;
            while (true)
            {
                var read = await stream.ReadAsync(chunk, watch.Token);
                ended = read == 0;
                if (ended) break;
                watch.Heard();
                reader.Feed(chunk.AsSpan(0, read));
                exchange.Produced(reader.VisibleOutputBytes);
                if (reader.TakeFileIds() is { } files) await OwnFilesAsync(exchange, files);
                if (reader.IsFinal && !exchange.IsSettled) await SettleAsync(exchange, reader, brokeOff: false);
                if (!clientIsThere) continue;
                var flushed = await writer.WriteAsync(chunk.AsMemory(0, read));
                clientIsThere = !flushed.IsCompleted;
            }
        }
        finally
        {
            // Here also when upstream broke off or fell silent: what came so far decides.
            reader.End();
            if (!ended && !exchange.Http.Response.HasStarted) exchange.Status = RefusalWire.Of(watch.Fault).Status; // what the client is about to get
            if (!exchange.IsSettled) await SettleAsync(exchange, reader, brokeOff: !reader.SawError);
            ArrayPool<byte>.Shared.Return(chunk);
            reader.Reset();
            if (_readers.Count < KeptReaders) _readers.Enqueue(reader);
        }
    }

    private async Task SettleAsync(Exchange exchange, SseUsageReader reader, bool brokeOff)
    {
        if (reader.ContainerId is { } container) await OwnContainerAsync(exchange, container);
        if (reader.TryUsage(out var usage)) settler.Completed(exchange, usage);
        else if (reader.TryUsageIfCut(exchange.MaxTokens, exchange.MayThink || brokeOff, out usage)) settler.Completed(exchange, usage, UsageOutcome.CutShort);
        else settler.WorstCase(exchange);
    }

    /// <summary>Before the client can read their names to the end: it may ask for them at once.</summary>
    private async Task OwnFilesAsync(Exchange exchange, IReadOnlyList<string> files)
    {
        foreach (var file in files)
            await owned.AddAsync(OwnedKind.File, file, exchange.Key.Workspace.Number, exchange.Key.Key.Number, exchange.At.ToUnixTimeMilliseconds(), CancellationToken.None);
    }

    private Task OwnContainerAsync(Exchange exchange, string container) =>
        owned.AddAsync(OwnedKind.Container, container, exchange.Key.Workspace.Number, exchange.Key.Key.Number, exchange.At.ToUnixTimeMilliseconds(), CancellationToken.None);
}
