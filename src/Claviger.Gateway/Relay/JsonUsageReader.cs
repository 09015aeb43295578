using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Relay;

/// <summary>Reads the usage of a whole message: the body of an answer that isn't streamed, or the <c>message</c> of a batch result.</summary>
public static class JsonUsageReader
{
    /// <param name="message">One JSON object in UTF-8.</param>
    /// <returns>False for anything else than a message with readable usage, such as an error body: then nobody knows the cost, and the hold stands for it.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out ReportedUsage usage) => TryRead(message, out usage, out _);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out ReportedUsage)"/>
    /// <param name="containerId">The code container the answer ran in, if it did.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, out ReportedUsage usage, out string? containerId)
    {
        usage = default;
        containerId = null;
        try
        {
            var reader = new Utf8JsonReader(message);
            if (!reader.Read() || !MessageObject.TryRead(ref reader, out var read) || reader.Read()) return false;
            usage = read.Usage.ToReported(read.Model);
            containerId = read.ContainerId;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            return false;
        }
    }
}
