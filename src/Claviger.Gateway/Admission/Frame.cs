namespace Claviger.Gateway.Admission;

/// <summary>What a container means to upstream, by where it stands.</summary>
internal enum Place : byte
{
    /// <summary>Somewhere we don't know. Anything here that looks like a source makes the input unbounded.</summary>
    Elsewhere = 0,

    /// <summary>Data that upstream shows to the model and never follows: tool inputs, schemas, metadata.</summary>
    Opaque,
    Root,
    Messages,
    Message,
    Content,
    Block,
    Source,
    Citations,
    Tools,
    Tool,
    ToolChoice,
    Fallbacks,
    Fallback,
    Container,
    Skills,
    Skill,
    Metadata,
    McpServers,
    CacheControl,
    Thinking,
}

/// <summary>One open container. Judged when it closes, because <c>type</c> may come last.</summary>
internal struct Frame
{
    public Place Place;
    public bool IsArray;

    /// <summary>The property whose value comes next.</summary>
    public Field Property;

    /// <summary>Bit n: the field numbered n was met in this object.</summary>
    public ulong Seen;

    public TypeWord Type;
    public bool HasFileId;

    /// <summary>Source: bytes of <c>data</c>. Block: the same, of its source.</summary>
    public int DataBytes;

    /// <summary>Block: it has a source object, and that one's type.</summary>
    public bool HasSource;

    public TypeWord SourceType;

    /// <summary>
    /// Block whose <c>input</c> came before its <c>type</c>: what the walk found in the input, to be taken back
    /// should the block turn out to be a tool call.
    /// </summary>
    public bool InputSeenEarly;

    public int InputFilesFrom, InputFilesTo, InputUnknownFrom, InputUnknownTo;

    /// <summary>Tool: its type and name. Skill: its id in <see cref="Name"/>. Cache control: a 1-hour or unknown time in <see cref="IsLong"/>.</summary>
    public BodySlice TypeText, Name;

    public long? MaxUses;
    public bool IsLong;
}
