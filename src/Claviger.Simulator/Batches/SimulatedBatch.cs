using System.Text.Json;
using Claviger.Simulator.Messages;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Batches;

/// <summary>One request of a batch: its body is kept as written and looked at only when the batch ends.</summary>
internal sealed record BatchLine(string CustomId, byte[] Parameters)
{
    /// <summary>succeeded, errored, canceled or expired; null while it waits.</summary>
    public string? Result { get; set; }

    public PreparedAnswer? Answer { get; set; }
}

/// <summary>A batch and its lines. Guarded by the shelf's lock.</summary>
internal sealed class SimulatedBatch(string id, string requestId, ResponseScript script, DateTimeOffset createdAt, BatchLine[] lines)
{
    private const int LifeHours = 24;

    public string Id => id;
    public string RequestId => requestId;
    public ResponseScript Script => script;
    public BatchLine[] Lines => lines;
    public int PollsLeft { get; set; } = script.BatchPolls ?? 0;
    public DateTimeOffset? CancelledAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <param name="baseUrl">Upstream gives an absolute address on its own host; a gateway has to rewrite it.</param>
    public void Write(Utf8JsonWriter json, string baseUrl)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "message_batch"u8);
        json.WriteString("processing_status"u8, EndedAt is not null ? "ended" : CancelledAt is not null ? "canceling" : "in_progress");
        json.WriteStartObject("request_counts"u8);
        json.WriteNumber("processing"u8, lines.Count(l => l.Result is null));
        foreach (var result in (ReadOnlySpan<string>)["succeeded", "errored", "canceled", "expired"])
            json.WriteNumber(result, lines.Count(l => l.Result == result));
        json.WriteEndObject();
        WireTime.Write(json, "created_at", createdAt);
        WireTime.Write(json, "expires_at", createdAt.AddHours(LifeHours));
        WireTime.Write(json, "ended_at", EndedAt);
        WireTime.Write(json, "cancel_initiated_at", CancelledAt);
        json.WriteNull("archived_at"u8);
        json.WriteString("results_url"u8, EndedAt is null ? null : $"{baseUrl}/v1/messages/batches/{id}/results");
        json.WriteEndObject();
    }

    public static void WriteResult(Utf8JsonWriter json, BatchLine line)
    {
        json.WriteStartObject();
        json.WriteString("custom_id"u8, line.CustomId);
        json.WriteStartObject("result"u8);
        json.WriteString("type"u8, line.Result);
        if (line.Result == "succeeded")
        {
            json.WritePropertyName("message"u8);
            json.WriteRawValue(line.Answer!.Bytes, skipInputValidation: true);
        }
        else if (line.Result == "errored")
        {
            json.WriteStartObject("error"u8);
            Answers.WriteError(json, line.Answer?.Refusal ?? new Refusal(500, "api_error", Refusal.TextOf("api_error")), requestId: null);
            json.WriteNull("request_id"u8);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
