using System.Buffers;
using System.Text.Json;

namespace Claviger.Simulator.Messages;

/// <summary>Where an event ends in the prepared bytes, and what had been put out when it was sent.</summary>
internal readonly record struct FrameMark(int End, long OutputTokens, int Searches, bool Finished);

/// <summary>Writes a whole event stream into memory, one mark an event, so that sending it needs no thought.</summary>
internal sealed class EventFrames(AnswerPlan plan)
{
    private const int TokensPerDelta = 8;
    private const int MostDeltasUnasked = 4096;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly List<FrameMark> _marks = [];
    private long _output;
    private int _searches;
    private bool _finished;

    public static (byte[] Bytes, FrameMark[] Marks) Of(AnswerPlan plan)
    {
        var frames = new EventFrames(plan);
        frames.WriteAll();
        return (frames._bytes.WrittenSpan.ToArray(), [.. frames._marks]);
    }

    private void WriteAll()
    {
        Frame("message_start", json => MessageJson.WriteStarted(json, plan));
        for (var i = 0; i < plan.Script.Pings; i++) Frame("ping", _ => { });
        for (var i = 0; i < plan.Script.UnknownEvents; i++) Frame("simulated_event", json => json.WriteNumber("number"u8, i));
        for (var i = 0; i < plan.Script.MalformedEvents; i++) Raw("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":\n\n"u8);
        for (var i = 0; i < plan.Blocks.Length; i++) WriteBlock(i, plan.Blocks[i]);
        WriteEnd();
    }

    private void WriteBlock(int index, PlannedBlock block)
    {
        if (block.Kind == BlockKind.SearchResult) _searches++;
        Frame("content_block_start", json =>
        {
            json.WriteNumber("index"u8, index);
            json.WritePropertyName("content_block"u8);
            MessageJson.WriteBlock(json, block, whole: false);
        });
        switch (block.Kind)
        {
            case BlockKind.Text: WriteDeltas(index, block, "text_delta", "text", plan.Script.Deltas); break;
            case BlockKind.Thinking:
                WriteDeltas(index, block, "thinking_delta", "thinking", null);
                Delta(index, "signature_delta", "signature", block.Id);
                break;
            case BlockKind.ToolUse or BlockKind.Search or BlockKind.CodeRun:
                Delta(index, "input_json_delta", "partial_json", "");
                WriteDeltas(index, block, "input_json_delta", "partial_json", null);
                break;
        }

        Frame("content_block_stop", json => json.WriteNumber("index"u8, index));
    }

    private void WriteDeltas(int index, PlannedBlock block, string type, string field, int? pinned)
    {
        if (block.Text.Length == 0 && pinned is null) return;
        var each = plan.Script.DeltaTokens ?? TokensPerDelta;
        var needed = (block.Tokens + each - 1) / each;
        if (plan.Script.DeltaTokens is null) needed = Math.Min(needed, MostDeltasUnasked);
        var count = pinned ?? (int)Math.Max(1, needed);
        // Without a pinned number every delta but the last carries the same tokens; with one they are spread evenly.
        var even = pinned is not null || needed == MostDeltasUnasked;
        long TokensBefore(int i) => even ? (long)((Int128)block.Tokens * i / count) : Math.Min(block.Tokens, (long)each * i);

        var (from, before) = (0, 0L);
        for (var i = 1; i <= count; i++)
        {
            var after = i == count ? block.Tokens : TokensBefore(i);
            var to = block.Tokens == 0 ? (int)((long)block.Text.Length * i / count) : (int)((Int128)block.Text.Length * after / block.Tokens);
            if (to > 0 && to < block.Text.Length && char.IsLowSurrogate(block.Text[to])) to++;
            _output += after - before;
            Delta(index, type, field, plan.Script.Stamp && block.Kind == BlockKind.Text ? TimeStamp.Blank : block.Text[from..Math.Max(from, to)]);
            (from, before) = (Math.Max(from, to), after);
        }
    }

    private void WriteEnd()
    {
        var final = plan.Final.OutputTokens;
        for (var i = 1; i <= plan.Script.MessageDeltas; i++)
        {
            var last = i == plan.Script.MessageDeltas;
            if (last) (_finished, _output) = (true, final);
            var output = last ? final : (long)((Int128)final * i / plan.Script.MessageDeltas);
            Frame("message_delta", json =>
            {
                json.WriteStartObject("delta"u8);
                if (last) MessageJson.WriteStop(json, plan);
                else json.WriteNull("stop_reason"u8);
                if (last) MessageJson.WriteContainer(json, plan);
                json.WriteEndObject();
                UsageJson.WriteDelta(json, plan, output, last);
            });
        }

        Frame("message_stop", _ => { });
    }

    private void Delta(int index, string type, string field, string text) => Frame("content_block_delta", json =>
    {
        json.WriteNumber("index"u8, index);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        json.WriteString(field, text);
        json.WriteEndObject();
    });

    private void Frame(string type, Action<Utf8JsonWriter> writeFields)
    {
        _bytes.Write("event: "u8);
        _bytes.Write(System.Text.Encoding.ASCII.GetBytes(type));
        _bytes.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(_bytes, MessageJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            writeFields(json);
            json.WriteEndObject();
        }

        _bytes.Write("\n\n"u8);
        Mark();
    }

    private void Raw(ReadOnlySpan<byte> frame)
    {
        _bytes.Write(frame);
        Mark();
    }

    private void Mark() => _marks.Add(new FrameMark(_bytes.WrittenCount, _output, _searches, _finished));
}
