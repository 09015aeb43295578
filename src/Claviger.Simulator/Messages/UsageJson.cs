using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Simulator.Messages;

/// <summary>The <c>usage</c> object in its three places: message_start, a whole message, message_delta.</summary>
internal static class UsageJson
{
    public static void WriteStart(Utf8JsonWriter json, AnswerPlan plan) =>
        WriteWhole(json, plan, plan.Start, Math.Min(1, plan.Final.OutputTokens), searches: 0, finished: false);

    public static void WriteFinal(Utf8JsonWriter json, AnswerPlan plan) =>
        WriteWhole(json, plan, plan.Final, plan.Final.OutputTokens, plan.Script.WebSearches, finished: true);

    /// <summary>Cumulative counts. No split, tier, geo or speed: upstream gives those at the start only.</summary>
    public static void WriteDelta(Utf8JsonWriter json, AnswerPlan plan, long outputTokens, bool finished)
    {
        json.WriteStartObject("usage"u8);
        if (!plan.Script.LeanDelta) WriteInput(json, plan.Final);
        json.WriteNumber("output_tokens"u8, outputTokens);
        if (!plan.Script.LeanDelta) WriteExtras(json, plan, plan.Script.WebSearches, finished);
        json.WriteEndObject();
    }

    private static void WriteWhole(
        Utf8JsonWriter json, AnswerPlan plan, in TokenUsage usage, long outputTokens, int searches, bool finished)
    {
        json.WriteStartObject("usage"u8);
        WriteInput(json, usage);
        WriteSplit(json, usage);
        json.WriteNumber("output_tokens"u8, outputTokens);
        WriteExtras(json, plan, searches, finished);
        json.WriteString("service_tier"u8, plan.Tier);
        json.WriteString("inference_geo"u8, plan.Geo);
        if (plan.Speed is not null) json.WriteString("speed"u8, plan.Speed);
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, usage.CacheWrite5mTokens + usage.CacheWrite1hTokens);
        json.WriteNumber("cache_read_input_tokens"u8, usage.CacheReadTokens);
    }

    /// <summary>A whole message's split includes what came late, as its sum must equal the total.</summary>
    private static void WriteSplit(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteStartObject("cache_creation"u8);
        json.WriteNumber("ephemeral_5m_input_tokens"u8, usage.CacheWrite5mTokens);
        json.WriteNumber("ephemeral_1h_input_tokens"u8, usage.CacheWrite1hTokens);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, AnswerPlan plan, int searches, bool finished)
    {
        if (plan.ThinkingTokens > 0)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, finished ? plan.ThinkingTokens : 0);
            json.WriteEndObject();
        }

        if (plan.Script.WebSearches + plan.Script.WebFetches > 0)
        {
            json.WriteStartObject("server_tool_use"u8);
            json.WriteNumber("web_search_requests"u8, searches);
            json.WriteNumber("web_fetch_requests"u8, finished ? plan.Script.WebFetches : 0);
            json.WriteEndObject();
        }

        if (finished && plan.Iterations is { } extras) WriteIterations(json, plan, extras);
    }

    private static void WriteIterations(Utf8JsonWriter json, AnswerPlan plan, (Catalogue.SimulatedModel Model, TokenUsage Usage)[] extras)
    {
        json.WriteStartArray("iterations"u8);
        WriteIteration(json, "message", plan.Model.Id, plan.Final);
        for (var i = 0; i < extras.Length; i++)
            WriteIteration(json, plan.Script.Iterations[i].Type, extras[i].Model.Id, extras[i].Usage);
        json.WriteEndArray();
    }

    private static void WriteIteration(Utf8JsonWriter json, string type, string model, in TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("model"u8, model);
        WriteInput(json, usage);
        WriteSplit(json, usage);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteEndObject();
    }
}
