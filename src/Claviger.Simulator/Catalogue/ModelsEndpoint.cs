using System.Text.Json;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Catalogue;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id or alias}</c>.</summary>
internal static class ModelsEndpoint
{
    // Every model says yes to everything: no gateway decides by it, and clients only need the shape (SDK 13.12.0).
    private static readonly string Capabilities = $$"""
        {"batch":{{Yes}},"citations":{{Yes}},"code_execution":{{Yes}},"image_input":{{Yes}},"pdf_input":{{Yes}},"structured_outputs":{{Yes}},
        "context_management":{{All("clear_thinking_20251015", "clear_tool_uses_20250919", "compact_20260112")}},
        "effort":{{All("low", "medium", "high", "xhigh", "max")}},
        "server_tools":{{All("code_execution", "web_search")}},
        "thinking":{"supported":true,"types":{ {{Each("adaptive", "between_tools", "disabled", "enabled")}} } } }
        """.ReplaceLineEndings("");

    private const string Yes = """{"supported":true}""";

    private static string All(params string[] names) => $$"""{"supported":true,{{Each(names)}} }""";

    private static string Each(params string[] names) => string.Join(',', names.Select(name => $"\"{name}\":{Yes}"));

    public static Task ListAsync(Exchange exchange)
    {
        var query = exchange.Request.Query;
        if (Page.Check(query) is { } refusal) return Answers.RefuseAsync(exchange, refusal);
        string?[] wanted = query.TryGetValue("lifecycle[]", out var asked) ? [.. asked] : ["active", "deprecated"];
        var models = ModelCatalogue.All.Where(m => wanted.Contains(m.Lifecycle)).ToArray();
        return Answers.WriteAsync(exchange, 200, json => Page.WriteById(json, query, models, m => m.Id, Write));
    }

    public static Task GetAsync(Exchange exchange, string name) =>
        ModelCatalogue.Find(name) is { } model
            ? Answers.WriteAsync(exchange, 200, json => Write(json, model))
            : Answers.RefuseAsync(exchange, Refusal.NotFound($"model: {name}"));

    private static void Write(Utf8JsonWriter json, SimulatedModel model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Id);
        json.WriteString("type"u8, "model"u8);
        json.WriteString("display_name"u8, model.DisplayName);
        json.WriteString("created_at"u8, model.Released + "T00:00:00Z");
        json.WriteString("lifecycle"u8, model.Lifecycle);
        json.WriteNull("deprecated_at"u8);
        json.WriteString("retires_at"u8, model.Retires is { } day ? day + "T00:00:00Z" : null);
        json.WriteNull("line"u8);
        json.WriteNumber("max_input_tokens"u8, model.ContextTokens);
        json.WriteNumber("max_tokens"u8, model.MaxOutputTokens);
        json.WritePropertyName("capabilities"u8);
        json.WriteRawValue(Capabilities);
        json.WriteEndObject();
    }
}
