namespace Claviger.Gateway.Relay;

/// <summary>The events of a message stream that metering cares about.</summary>
internal enum SseEventKind : byte
{
    /// <summary>No event line was seen: the data's own <c>type</c> decides.</summary>
    Unnamed,
    BlockDelta,
    BlockStart,
    MessageStart,
    MessageDelta,
    MessageStop,
    Error,

    /// <summary>Pings, block ends, and whatever comes to be.</summary>
    Other,
}

internal static class SseEventNames
{
    public static SseEventKind KindOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("content_block_delta"u8) ? SseEventKind.BlockDelta
        : name.SequenceEqual("content_block_start"u8) ? SseEventKind.BlockStart
        : name.SequenceEqual("message_start"u8) ? SseEventKind.MessageStart
        : name.SequenceEqual("message_delta"u8) ? SseEventKind.MessageDelta
        : name.SequenceEqual("message_stop"u8) ? SseEventKind.MessageStop
        : name.SequenceEqual("error"u8) ? SseEventKind.Error
        : name.IsEmpty ? SseEventKind.Unnamed
        : SseEventKind.Other;
}
