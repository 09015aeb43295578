using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Upstream;

namespace Claviger.Gateway.Relay;

/// <summary>
/// Relays a stream that holds its output a slice at a time: asks for more before it is needed, and where no more fits, ends the stream as
/// Anthropic would at <c>max_tokens</c>. Only whole events are passed on, so that it can end behind any of them.
/// What a token shows is at least one byte, so the bytes that came bound the tokens; a margin of the slice covers what is on its way.
/// </summary>
internal sealed class SlicedRelay(SpendLedger ledger, IUsageJournal journal, Settler settler)
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Returns when the stream is over, or was ended here: then upstream is to be dropped.</summary>
    /// <param name="settle">Called once the final usage is read, before the client has it.</param>
    public async Task CopyAsync(Exchange exchange, Stream upstream, PipeWriter client, SseUsageReader reader, StallWatch.Watched watch, Func<Task> settle)
    {
        var pending = new ArrayBufferWriter<byte>(ChunkBytes);
        var blocks = new OpenBlocks();
        var clientIsThere = true;
        while (true)
        {
            var read = await upstream.ReadAsync(pending.GetMemory(ChunkBytes), watch.Token);
            if (read == 0)
            {
                if (clientIsThere && pending.WrittenCount > 0) await client.WriteAsync(pending.WrittenMemory);
                return;
            }

            watch.Heard();
            pending.Advance(read);
            var whole = EndOfLastEvent(pending.WrittenSpan);
            if (whole == 0) continue;

            var events = pending.WrittenMemory[..whole];
            reader.Feed(events.Span);
            exchange.Produced(reader.VisibleOutputBytes);
            blocks.Feed(events.Span);
            if (reader.IsFinal && !exchange.IsSettled) await settle();
            if (clientIsThere) clientIsThere = !(await client.WriteAsync(events)).IsCompleted;
            Keep(pending, whole);
            if (reader.IsFinal || await MayGoOnAsync(exchange, reader)) continue;

            settler.StoppedAtCap(exchange, reader.TryUsageIfCut(exchange.MaxTokens, outputMayBeHidden: true, out var stopped) ? stopped : null);
            if (clientIsThere) await client.WriteAsync(Ending(blocks.Index, exchange.MaxTokens));
            return;
        }
    }

    /// <summary>Asks for the next slice once half of this one may be used, and gives up at three quarters: the rest is what upstream may have made meanwhile.</summary>
    private async ValueTask<bool> MayGoOnAsync(Exchange exchange, SseUsageReader reader)
    {
        while (exchange.MaxTokens < exchange.Worst.Tokens.OutputTokens)
        {
            var held = exchange.MaxTokens;
            var shown = reader.HidesOutput ? long.MaxValue : reader.OutputBound;
            if (shown < held / 2) return true;
            var next = Math.Min(reader.HidesOutput ? long.MaxValue : held + ledger.SliceTokens, exchange.Worst.Tokens.OutputTokens);
            var more = exchange.Worst.CostWithOutput(next) - exchange.Worst.CostWithOutput(held);
            if (ledger.TryExtend(exchange.Hold, more, out var extended)
                || await ledger.GrowForAsync(exchange.Hold, more) && ledger.TryExtend(exchange.Hold, more, out extended))
            {
                Extend(exchange, extended, next);
                continue;
            }

            return shown < held - held / 4;
        }

        return true;
    }

    /// <summary>In the journal before upstream can have made it: what a killed process was running is booked at what it held.</summary>
    private void Extend(Exchange exchange, Hold extended, long tokens)
    {
        exchange.Hold = extended;
        exchange.MaxTokens = tokens;
        if (exchange.Ticket is { } ticket) journal.Reopen(ticket, exchange.Record(UsageOutcome.WorstCase, exchange.Worst.Tokens with { OutputTokens = tokens }, exchange.AtStake));
    }

    private static byte[] Ending(long? openBlock, long outputTokens)
    {
        var text = new StringBuilder();
        if (openBlock is { } index)
            text.Append(CultureInfo.InvariantCulture, $"event: content_block_stop\ndata: {{\"type\":\"content_block_stop\",\"index\":{index}}}\n\n");
        text.Append(": claviger ended this stream: a spend limit has no room for more of it\n\n");
        text.Append(CultureInfo.InvariantCulture, $"event: message_delta\ndata: {{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null}},\"usage\":{{\"output_tokens\":{outputTokens}}}}}\n\n");
        text.Append("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Behind the last blank line; 0 when no event is whole yet.</summary>
    private static int EndOfLastEvent(ReadOnlySpan<byte> bytes)
    {
        var lf = bytes.LastIndexOf("\n\n"u8) + 2;
        var crlf = bytes.LastIndexOf("\r\n\r\n"u8) + 4;
        var cr = bytes.LastIndexOf("\r\r"u8) + 2;
        return Math.Max(lf >= 2 ? lf : 0, Math.Max(crlf >= 4 ? crlf : 0, cr >= 2 ? cr : 0));
    }

    private static void Keep(ArrayBufferWriter<byte> pending, int from)
    {
        var rest = pending.WrittenSpan[from..].ToArray();
        pending.ResetWrittenCount();
        pending.Write(rest);
    }
}
