using System.Buffers;
using System.Text.Json;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Messages;

/// <summary>Sends prepared events one by one and bills what had gone out when the stream ended, however it ended.</summary>
internal sealed class MessageStream(Simulation simulation)
{
    private const string EventStream = "text/event-stream; charset=utf-8";

    public async Task SendAsync(Exchange exchange, PreparedAnswer answer)
    {
        exchange.Response.ContentType = EventStream;
        exchange.Response.Headers.CacheControl = "no-cache";
        if (answer.Script is { Burst: true, HasFrameFaults: false })
        {
            RecordEnd(exchange, answer);
            await exchange.Response.BodyWriter.WriteAsync(answer.Bytes);
            return;
        }

        var gone = exchange.Http.RequestAborted;
        var sent = 0;
        try
        {
            var recorded = false;
            var writer = new PacedWriter(exchange.Response.BodyWriter, answer.Script, simulation.Options.Seed);
            if (answer.Script.HasFrameFaults) await exchange.Response.BodyWriter.FlushAsync(gone);
            for (; sent < answer.Marks!.Length; sent++)
            {
                if (await FaultAsync(exchange, answer, sent)) return;
                if (sent > 0 && answer.Script.EventDelayMs > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(answer.Script.EventDelayMs), simulation.Options.Clock, gone);
                gone.ThrowIfCancellationRequested();
                // Before the last event: who has read message_stop can rely on the bill.
                if (sent == answer.Marks.Length - 1) recorded = RecordEnd(exchange, answer);
                var frame = Frame(answer, sent);
                if (answer.Script.Stamp) frame = TimeStamp.Fill(frame, simulation.Options.Clock);
                await writer.WriteAsync(frame, recorded ? CancellationToken.None : gone);
            }
        }
        catch (OperationCanceledException)
        {
            simulation.Bill.CountAborted();
            RecordPart(exchange, answer, sent, BillEnding.Aborted);
        }
    }

    /// <summary>True when a scripted fault has ended the stream at this event.</summary>
    private async Task<bool> FaultAsync(Exchange exchange, PreparedAnswer answer, int sent)
    {
        var script = answer.Script;
        if (sent == script.HangAfter)
        {
            await simulation.HangAsync(exchange.Http);
            throw new OperationCanceledException();
        }

        if (sent == script.ErrorAfter)
        {
            RecordPart(exchange, answer, sent, BillEnding.Errored);
            await exchange.Response.BodyWriter.WriteAsync(ErrorFrame(script));
            return true;
        }

        if (sent != script.CutAfter && sent != script.EndAfter) return false;
        RecordPart(exchange, answer, sent, BillEnding.Cut);
        return sent == script.CutAfter ? throw new StreamCutException() : true;
    }

    private static ReadOnlyMemory<byte> Frame(PreparedAnswer answer, int index)
    {
        var from = index == 0 ? 0 : answer.Marks![index - 1].End;
        return answer.Bytes.AsMemory(from, answer.Marks![index].End - from);
    }

    private bool RecordEnd(Exchange exchange, PreparedAnswer answer)
    {
        simulation.Record(exchange.RequestId, answer.Plan!.FullCharge, answer.FullAmount, BillEnding.Completed);
        return true;
    }

    private void RecordPart(Exchange exchange, PreparedAnswer answer, int sent, BillEnding ending)
    {
        var mark = sent == 0 ? default : answer.Marks![sent - 1];
        var charge = mark.Finished ? answer.Plan!.FullCharge : answer.Plan!.PartialCharge(mark.OutputTokens, mark.Searches);
        simulation.Record(exchange, charge, ending);
    }

    private static byte[] ErrorFrame(ResponseScript script)
    {
        var type = script.ErrorType ?? "overloaded_error";
        var refusal = new Refusal(200, type, script.ErrorMessage ?? Refusal.TextOf(type), script.ErrorCode);
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("event: error\ndata: "u8);
        using (var json = new Utf8JsonWriter(buffer, MessageJson.Options))
        {
            json.WriteStartObject();
            Answers.WriteError(json, refusal, requestId: null);
            json.WriteEndObject();
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
