using System.Text.Json;

namespace Claviger.Simulator.Wire;

/// <summary>Moments as upstream writes them: RFC 3339, UTC, whole seconds.</summary>
internal static class WireTime
{
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static void Write(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } at) json.WriteString(name, Of(at));
        else json.WriteNull(name);
    }
}
