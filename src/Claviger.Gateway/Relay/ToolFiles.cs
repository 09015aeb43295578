using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>
/// Files that code execution made: their ids stand in the blocks of an answer, and the workspace that asked must be able to fetch them.
/// Only upstream's own result blocks count. What a caller can make a model say, such as a tool's input, makes nobody an owner.
/// </summary>
internal static class ToolFiles
{
    /// <summary>Of a whole message. Without any file id in it this is one search through its bytes.</summary>
    public static void AddOfMessage(ReadOnlySpan<byte> message, ref List<string>? ids)
    {
        if (MayName(message)) AddOf(message, "content"u8, isArray: true, ref ids);
    }

    /// <summary>Of the data of a <c>content_block_start</c>.</summary>
    public static void AddOfBlockStart(ReadOnlySpan<byte> data, ref List<string>? ids)
    {
        if (MayName(data)) AddOf(data, "content_block"u8, isArray: false, ref ids);
    }

    /// <summary>A quote inside a text is escaped, so this can't be met in what a model says.</summary>
    private static bool MayName(ReadOnlySpan<byte> json) => json.IndexOf("\"file_id\""u8) >= 0;

    private static void AddOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> property, bool isArray, ref List<string>? ids)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
            while (UsageObject.Next(ref reader))
            {
                if (!UsageObject.Is(ref reader, property)) reader.Skip();
                else if (!isArray) AddOfBlock(ref reader, ref ids);
                else if (reader.TokenType == JsonTokenType.StartArray)
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) AddOfBlock(ref reader, ref ids);
                else reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            // A file that can't be read here is nobody's: never somebody else's.
        }
    }

    /// <param name="reader">On the block's first token; left on its last.</param>
    private static void AddOfBlock(ref Utf8JsonReader reader, ref List<string>? ids)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var isResult = false;
        List<string>? found = null;
        while (UsageObject.Next(ref reader))
        {
            if (UsageObject.Is(ref reader, "type"u8)) isResult = IsResult(ref reader);
            else AddWithin(ref reader, ref found);
        }

        if (isResult && found is not null) (ids ??= []).AddRange(found);
    }

    /// <summary>A block's property: every <c>file_id</c> in it, at any depth. On its name; left on its value's last token.</summary>
    private static void AddWithin(ref Utf8JsonReader reader, ref List<string>? found)
    {
        var depth = reader.CurrentDepth;
        while (true)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("file_id"u8);
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String && UsageWords.Text(ref reader) is { Length: > 0 } id) (found ??= []).Add(id);
            }

            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
            reader.Read();
        }
    }

    private static bool IsResult(ref Utf8JsonReader reader)
    {
        var isResult = reader.TokenType == JsonTokenType.String
            && (reader.ValueTextEquals("code_execution_tool_result"u8) || reader.ValueTextEquals("bash_code_execution_tool_result"u8)
                || reader.ValueTextEquals("text_editor_code_execution_tool_result"u8) || reader.ValueTextEquals("container_upload"u8));
        reader.Skip();
        return isResult;
    }
}
