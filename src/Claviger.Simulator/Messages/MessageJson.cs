using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claviger.Simulator.Messages;

/// <summary>The message object and its content blocks.</summary>
internal static class MessageJson
{
    /// <summary>Code points go out as themselves, as upstream writes them, so that a split can fall inside one.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Whole(AnswerPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options)) WriteWhole(json, plan);
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteWhole(Utf8JsonWriter json, AnswerPlan plan)
    {
        json.WriteStartObject();
        WriteHead(json, plan);
        json.WriteStartArray("content"u8);
        foreach (var block in plan.Blocks) WriteBlock(json, block, whole: true);
        json.WriteEndArray();
        WriteStop(json, plan);
        WriteContainer(json, plan);
        UsageJson.WriteFinal(json, plan);
        json.WriteEndObject();
    }

    public static void WriteStarted(Utf8JsonWriter json, AnswerPlan plan)
    {
        json.WriteStartObject("message"u8);
        WriteHead(json, plan);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        UsageJson.WriteStart(json, plan);
        json.WriteEndObject();
    }

    public static void WriteStop(Utf8JsonWriter json, AnswerPlan plan)
    {
        json.WriteString("stop_reason"u8, plan.StopReason);
        json.WriteNull("stop_sequence"u8);
        if (plan.Script.RefusalCategory is not { } category) return;
        json.WriteStartObject("stop_details"u8);
        json.WriteString("type"u8, "refusal"u8);
        json.WriteString("category"u8, category);
        json.WriteString("explanation"u8, "Scripted refusal."u8);
        json.WriteEndObject();
    }

    public static void WriteContainer(Utf8JsonWriter json, AnswerPlan plan)
    {
        if (plan.ContainerId is null) return;
        json.WriteStartObject("container"u8);
        json.WriteString("id"u8, plan.ContainerId);
        json.WriteString("expires_at"u8, "2030-01-01T00:00:00Z"u8);
        json.WriteEndObject();
    }

    /// <param name="whole">False writes the empty block of a content_block_start.</param>
    public static void WriteBlock(Utf8JsonWriter json, PlannedBlock block, bool whole)
    {
        json.WriteStartObject();
        switch (block.Kind)
        {
            case BlockKind.Text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, whole ? block.Text : "");
                break;
            case BlockKind.Thinking:
                json.WriteString("type"u8, "thinking"u8);
                json.WriteString("thinking"u8, whole ? block.Text : "");
                json.WriteString("signature"u8, whole ? block.Id : "");
                break;
            case BlockKind.Fallback:
                json.WriteString("type"u8, "fallback"u8);
                break;
            case BlockKind.SearchResult:
                json.WriteString("type"u8, "web_search_tool_result"u8);
                WriteCaller(json);
                json.WriteString("tool_use_id"u8, block.Id);
                json.WriteStartArray("content"u8);
                json.WriteEndArray();
                break;
            case BlockKind.CodeResult:
                WriteCodeResult(json, block);
                break;
            default:
                json.WriteString("type"u8, block.Kind is BlockKind.Search or BlockKind.CodeRun ? "server_tool_use"u8 : "tool_use"u8);
                json.WriteString("id"u8, block.Id);
                json.WriteString("name"u8, block.Name ?? "web_search");
                WriteCaller(json);
                json.WritePropertyName("input"u8);
                json.WriteRawValue(whole ? block.Text : "{}");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteCodeResult(Utf8JsonWriter json, PlannedBlock block)
    {
        json.WriteString("type"u8, "bash_code_execution_tool_result"u8);
        json.WriteString("tool_use_id"u8, block.Id);
        json.WriteStartObject("content"u8);
        json.WriteString("type"u8, "bash_code_execution_result"u8);
        json.WriteString("stdout"u8, "made {\"file_id\": \"file_quoted_in_text\"}\n"u8);
        json.WriteString("stderr"u8, ""u8);
        json.WriteNumber("return_code"u8, 0);
        json.WriteStartArray("content"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "bash_code_execution_output"u8);
        json.WriteString("file_id"u8, block.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Called by the model itself, not from code it runs.</summary>
    private static void WriteCaller(Utf8JsonWriter json)
    {
        json.WriteStartObject("caller"u8);
        json.WriteString("type"u8, "direct"u8);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, AnswerPlan plan)
    {
        json.WriteString("id"u8, plan.MessageId);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, plan.Model.Id);
    }
}
