namespace Claviger.Gateway.Admission;

/// <summary>
/// Every property name the inspector reads. Given twice in one object, at any depth, it is refused: where a name governs may change
/// upstream before it changes here. At most 63, because a frame keeps the names it met as bits of one word.
/// </summary>
internal enum Field : byte
{
    Unknown = 0,
    CacheControl,
    Citations,
    Container,
    Content,
    CustomId,
    Data,
    Fallbacks,
    FileId,
    Id,
    InferenceGeo,
    Input,
    InputExamples,
    InputSchema,
    MaxTokens,
    MaxUses,
    McpServers,
    MediaType,
    Messages,
    Metadata,
    Model,
    Name,
    OutputConfig,
    OutputFormat,
    Params,
    Requests,
    ServiceTier,
    SkillId,
    Skills,
    Source,
    Speed,
    Stream,
    System,
    Thinking,
    ToolChoice,
    Tools,
    Ttl,
    Type,
    Url,
    UserId,
    UserProfileId,
}

/// <summary>Names to fields and back.</summary>
internal static class Fields
{
    /// <summary>Bytes of <c>user_profile_id</c>.</summary>
    public const int LongestName = 15;

    private static readonly string[] Texts =
    [
        "", "cache_control", "citations", "container", "content", "custom_id", "data", "fallbacks", "file_id", "id", "inference_geo",
        "input", "input_examples", "input_schema", "max_tokens", "max_uses", "mcp_servers", "media_type", "messages", "metadata",
        "model", "name", "output_config", "output_format", "params", "requests", "service_tier", "skill_id", "skills", "source",
        "speed", "stream", "system", "thinking", "tool_choice", "tools", "ttl", "type", "url", "user_id", "user_profile_id",
    ];

    public static string Text(this Field field) => Texts[(int)field];

    /// <param name="name">Unescaped UTF-8.</param>
    public static Field Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Field.Id,
        3 when name.SequenceEqual("ttl"u8) => Field.Ttl,
        3 when name.SequenceEqual("url"u8) => Field.Url,
        4 when name.SequenceEqual("type"u8) => Field.Type,
        4 when name.SequenceEqual("name"u8) => Field.Name,
        4 when name.SequenceEqual("data"u8) => Field.Data,
        5 when name.SequenceEqual("model"u8) => Field.Model,
        5 when name.SequenceEqual("tools"u8) => Field.Tools,
        5 when name.SequenceEqual("input"u8) => Field.Input,
        5 when name.SequenceEqual("speed"u8) => Field.Speed,
        6 when name.SequenceEqual("source"u8) => Field.Source,
        6 when name.SequenceEqual("system"u8) => Field.System,
        6 when name.SequenceEqual("stream"u8) => Field.Stream,
        6 when name.SequenceEqual("skills"u8) => Field.Skills,
        6 when name.SequenceEqual("params"u8) => Field.Params,
        7 when name.SequenceEqual("content"u8) => Field.Content,
        7 when name.SequenceEqual("file_id"u8) => Field.FileId,
        7 when name.SequenceEqual("user_id"u8) => Field.UserId,
        8 when name.SequenceEqual("messages"u8) => Field.Messages,
        8 when name.SequenceEqual("metadata"u8) => Field.Metadata,
        8 when name.SequenceEqual("thinking"u8) => Field.Thinking,
        8 when name.SequenceEqual("max_uses"u8) => Field.MaxUses,
        8 when name.SequenceEqual("skill_id"u8) => Field.SkillId,
        8 when name.SequenceEqual("requests"u8) => Field.Requests,
        9 when name.SequenceEqual("citations"u8) => Field.Citations,
        9 when name.SequenceEqual("container"u8) => Field.Container,
        9 when name.SequenceEqual("fallbacks"u8) => Field.Fallbacks,
        9 when name.SequenceEqual("custom_id"u8) => Field.CustomId,
        10 when name.SequenceEqual("max_tokens"u8) => Field.MaxTokens,
        10 when name.SequenceEqual("media_type"u8) => Field.MediaType,
        11 when name.SequenceEqual("tool_choice"u8) => Field.ToolChoice,
        11 when name.SequenceEqual("mcp_servers"u8) => Field.McpServers,
        12 when name.SequenceEqual("input_schema"u8) => Field.InputSchema,
        12 when name.SequenceEqual("service_tier"u8) => Field.ServiceTier,
        13 when name.SequenceEqual("cache_control"u8) => Field.CacheControl,
        13 when name.SequenceEqual("inference_geo"u8) => Field.InferenceGeo,
        13 when name.SequenceEqual("output_config"u8) => Field.OutputConfig,
        13 when name.SequenceEqual("output_format"u8) => Field.OutputFormat,
        14 when name.SequenceEqual("input_examples"u8) => Field.InputExamples,
        15 when name.SequenceEqual("user_profile_id"u8) => Field.UserProfileId,
        _ => Field.Unknown,
    };
}
