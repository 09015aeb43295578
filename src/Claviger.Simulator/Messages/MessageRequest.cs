namespace Claviger.Simulator.Messages;

/// <summary>The fields of a messages body that shape the answer.</summary>
internal sealed record MessageRequest
{
    public string? Model { get; set; }
    public long? MaxTokens { get; set; }
    public bool HasMessages { get; set; }
    public bool Stream { get; set; }
    public string? Speed { get; set; }
    public string? InferenceGeo { get; set; }
    public string? UserId { get; set; }
    public bool HasSampling { get; set; }
    public bool HasOddTemperature { get; set; }
    public bool Thinks { get; set; }

    /// <summary>The first declared tool: what a scripted tool_use calls.</summary>
    public string? FirstTool { get; set; }

    /// <summary><c>tool_choice.type</c></summary>
    public string? ToolChoice { get; set; }

    public string? ChosenTool { get; set; }

    /// <summary>Bytes of messages, system and tools as written: the base of the token estimate.</summary>
    public long PromptBytes { get; set; }

    public bool ForcesTool => ToolChoice is "any" or "tool";
}
