using System.Text.Json;

namespace Claviger.Gateway.Relay;

/// <summary>The few properties of a message that metering needs: of a whole answer, or of a stream's first event.</summary>
internal struct MessageObject
{
    public UsageObject Usage;
    public string? Model;
    public string? ContainerId;

    /// <param name="reader">On the object's first token; left on its last.</param>
    /// <returns>False when there is no whole usage object in it.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text that can't be decoded.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out MessageObject message)
    {
        message = default;
        var hasUsage = false;
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (UsageObject.Next(ref reader))
        {
            if (UsageObject.Is(ref reader, "usage"u8))
            {
                hasUsage = UsageObject.TryRead(ref reader, out message.Usage) && message.Usage.IsWhole;
                if (!hasUsage) reader.Skip();
            }
            else if (UsageObject.Is(ref reader, "model"u8)) message.Model = UsageWords.Text(ref reader);
            else if (UsageObject.Is(ref reader, "container"u8)) message.ContainerId = UsageWords.IdOf(ref reader);
            else reader.Skip();
        }

        return hasUsage;
    }
}
