using System.Text.Json.Nodes;

namespace Claviger.Cli.Http;

/// <summary>What the server answered, read, and the JSON as it came (for <c>--json</c>).</summary>
internal sealed record Answer<T>(T Value, JsonNode Json);
