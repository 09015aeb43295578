using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claviger.Cli.Output;

/// <summary>The server's JSON, indented: same members in the same order, numbers to the digit, nothing added or taken.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Pretty(JsonNode json) => TerminalText.SafeJson(json.ToJsonString(Indented));
}
