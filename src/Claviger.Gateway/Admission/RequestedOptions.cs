namespace Claviger.Gateway.Admission;

/// <summary>The request's <c>service_tier</c>. An unknown value passes upstream; what it may cost is for the price list to say.</summary>
public enum RequestedTier : byte
{
    Absent = 0,
    Auto,
    StandardOnly,
    Unknown,
}

/// <summary>The request's <c>speed</c>.</summary>
public enum RequestedSpeed : byte
{
    Absent = 0,
    Standard,
    Fast,
    Unknown,
}

/// <summary>The request's <c>inference_geo</c>. Absent means the upstream workspace's default, which may be dearer.</summary>
public enum RequestedGeo : byte
{
    Absent = 0,
    Global,
    Us,
    Unknown,
}

/// <summary>The request's <c>tool_choice.type</c>; forcing a tool adds a longer system prompt upstream.</summary>
public enum RequestedToolChoice : byte
{
    Absent = 0,
    Auto,
    None,
    Any,
    Tool,
    Unknown,
}
