using System.Text.Json;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Catalogue;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id or alias}</c>.</summary>
internal static class ModelsEndpoint
{
    private static readonly string[] Capabilities =
    [
        "batch", "citations", "code_execution", "context_management", "effort", "image_input", "pdf_input", "server_tools", "structured_outputs", "thinking",
    ];

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
        json.WriteStartObject("capabilities"u8);
        foreach (var capability in Capabilities)
        {
            json.WriteStartObject(capability);
            json.WriteBoolean("supported"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
