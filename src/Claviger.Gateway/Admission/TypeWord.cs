namespace Claviger.Gateway.Admission;

/// <summary>The values of <c>type</c> that change what a request costs or refers to.</summary>
internal enum TypeWord : byte
{
    Absent = 0,
    Unknown,
    Anthropic,
    Any,
    Auto,
    Base64,
    Content,
    Custom,
    Disabled,
    Document,
    File,
    Image,
    None,
    Text,
    Tool,
    Url,

    /// <summary>A tool call of any kind: its <c>input</c> is the tool's data, never a reference that upstream follows.</summary>
    ToolUse,

    /// <summary>A block whose whole content is in the body: thoughts, what a tool answered, marks left by upstream.</summary>
    Plain,

    /// <summary>A block that names a file without putting it into the prompt.</summary>
    FileMention,
}

internal static class TypeWords
{
    /// <summary>Bytes; no word longer than this is one of ours.</summary>
    public const int LongestWord = 64;

    /// <param name="word">Unescaped UTF-8.</param>
    public static TypeWord Of(ReadOnlySpan<byte> word) => word.Length switch
    {
        3 when word.SequenceEqual("url"u8) => TypeWord.Url,
        3 when word.SequenceEqual("any"u8) => TypeWord.Any,
        4 when word.SequenceEqual("text"u8) => TypeWord.Text,
        4 when word.SequenceEqual("file"u8) => TypeWord.File,
        4 when word.SequenceEqual("auto"u8) => TypeWord.Auto,
        4 when word.SequenceEqual("tool"u8) => TypeWord.Tool,
        4 when word.SequenceEqual("none"u8) => TypeWord.None,
        5 when word.SequenceEqual("image"u8) => TypeWord.Image,
        6 when word.SequenceEqual("base64"u8) => TypeWord.Base64,
        6 when word.SequenceEqual("custom"u8) => TypeWord.Custom,
        7 when word.SequenceEqual("content"u8) => TypeWord.Content,
        8 when word.SequenceEqual("tool_use"u8) => TypeWord.ToolUse,
        8 when word.SequenceEqual("document"u8) => TypeWord.Document,
        8 when word.SequenceEqual("fallback"u8) || word.SequenceEqual("thinking"u8) => TypeWord.Plain,
        8 when word.SequenceEqual("disabled"u8) => TypeWord.Disabled,
        9 when word.SequenceEqual("anthropic"u8) => TypeWord.Anthropic,
        10 when word.SequenceEqual("compaction"u8) => TypeWord.Plain,
        12 when word.SequenceEqual("mcp_tool_use"u8) => TypeWord.ToolUse,
        14 when word.SequenceEqual("tool_reference"u8) => TypeWord.Plain,
        15 when word.SequenceEqual("server_tool_use"u8) => TypeWord.ToolUse,
        16 when word.SequenceEqual("container_upload"u8) => TypeWord.FileMention,
        17 when word.SequenceEqual("redacted_thinking"u8) => TypeWord.Plain,
        21 when word.SequenceEqual("code_execution_output"u8) => TypeWord.FileMention,
        26 when word.SequenceEqual("bash_code_execution_output"u8) => TypeWord.FileMention,
        <= LongestWord when word.EndsWith("_result"u8) || word.EndsWith("_result_error"u8) => TypeWord.Plain,
        _ => TypeWord.Unknown,
    };
}
