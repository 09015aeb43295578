namespace Claviger.Gateway.Admission;

/// <summary>Where a container stands, from where its parent stands and under which name.</summary>
internal static class Places
{
    /// <param name="parent">The open container; <see cref="Frame.Property"/> names the new one when the parent is an object.</param>
    public static Place Child(in Frame parent, bool isArray) => parent.Place switch
    {
        Place.Opaque => Place.Opaque,
        Place.McpServers => Place.McpServers,
        Place.Citations => Place.Citations,
        Place.Root => Top(parent.Property, isArray),
        Place.Messages when !isArray => Place.Message,
        Place.Message when isArray && parent.Property == Field.Content => Place.Content,
        Place.Content when !isArray => Place.Block,
        Place.Block => InBlock(parent, isArray),
        Place.Source when isArray && parent.Property == Field.Content => Place.Content,
        Place.Tools when !isArray => Place.Tool,
        Place.Tool => InTool(parent.Property, isArray),
        Place.Fallbacks when !isArray => Place.Fallback,
        Place.Container when isArray && parent.Property == Field.Skills => Place.Skills,
        Place.Skills when !isArray => Place.Skill,
        Place.Metadata => Place.Opaque,
        Place.Elsewhere or Place.Message when !isArray && parent.Property == Field.CacheControl => Place.CacheControl,
        _ => Place.Elsewhere,
    };

    private static Place Top(Field property, bool isArray) => property switch
    {
        Field.Messages => Place.Messages,
        Field.System when isArray => Place.Content,
        Field.Tools => Place.Tools,
        Field.Fallbacks => Place.Fallbacks,
        Field.McpServers => Place.McpServers,
        Field.Container => Place.Container,
        Field.Metadata => Place.Metadata,
        Field.CacheControl => Place.CacheControl,
        Field.Thinking => Place.Thinking,
        Field.ToolChoice => Place.ToolChoice,
        Field.OutputConfig or Field.OutputFormat => Place.Opaque,
        _ => Place.Elsewhere,
    };

    private static Place InBlock(in Frame block, bool isArray) => block.Property switch
    {
        Field.Content => isArray ? Place.Content : Place.Block, // a fetched page is one object
        Field.Source when !isArray => Place.Source,
        Field.CacheControl when !isArray => Place.CacheControl,
        Field.Citations => Place.Citations,
        Field.Input when block.Type == TypeWord.ToolUse => Place.Opaque,
        _ => Place.Elsewhere,
    };

    private static Place InTool(Field property, bool isArray) => property switch
    {
        Field.InputSchema or Field.InputExamples => Place.Opaque,
        Field.CacheControl when !isArray => Place.CacheControl,
        _ => Place.Elsewhere,
    };
}
