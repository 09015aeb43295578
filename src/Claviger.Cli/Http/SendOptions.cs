using System.Text.Json;
using System.Text.Json.Serialization;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Http;

/// <summary>JSON of requests: what the person did not say is left out, because the server takes an omitted field for "leave it".</summary>
internal static class SendOptions
{
    public static JsonSerializerOptions Json { get; } = new(WireJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
