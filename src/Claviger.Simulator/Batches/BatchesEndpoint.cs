using System.Buffers;
using System.Text.Json;
using Claviger.Core;
using Claviger.Simulator.Messages;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Batches;

/// <summary><c>/v1/messages/batches</c>. A batch ends on the poll after its script's number of polls.</summary>
internal sealed class BatchesEndpoint(Simulation simulation, BatchShelf shelf)
{
    private const int MaxBodyBytes = 256 * 1024 * 1024;
    private const int MaxLines = 100_000;
    private const string JsonLines = "application/x-jsonl";

    public async Task CreateAsync(Exchange exchange)
    {
        using var body = await simulation.ReadBodyAsync(exchange, MaxBodyBytes);
        if (body is null) return;
        var script = simulation.Options.Script;
        if (exchange.Words is { } words && !ScriptReader.TryRead(words, script, out script, out var problem))
        {
            await Answers.RefuseAsync(exchange, Refusal.Invalid(problem!));
            return;
        }

        BatchLine[] lines;
        try
        {
            lines = ReadLines(body.Memory);
        }
        catch (JsonException e)
        {
            await Answers.RefuseAsync(exchange, Refusal.Invalid(e.Message));
            return;
        }

        var now = simulation.Options.Clock.GetUtcNow();
        var batch = new SimulatedBatch(simulation.NewId("msgbatch_"), exchange.RequestId, script, now, lines);
        var answer = Bytes(batch); // before it is on the shelf: nobody else can change it yet
        shelf.Add(batch);
        await Answers.WriteBytesAsync(exchange.Response, 200, Answers.Json, answer);
    }

    public Task ListAsync(Exchange exchange)
    {
        var query = exchange.Request.Query;
        if (Page.Check(query) is { } refusal) return Answers.RefuseAsync(exchange, refusal);
        return Answers.WriteAsync(exchange, 200, json => shelf.Read(all =>
        {
            Page.WriteById(json, query, all, b => b.Id, (to, batch) => batch.Write(to, simulation.BaseUrl));
            return all.Count;
        }));
    }

    public Task GetAsync(Exchange exchange, string id) => WithAsync(exchange, id, batch =>
    {
        shelf.Step(batch);
        return (200, Answers.Json, Bytes(batch));
    });

    public Task CancelAsync(Exchange exchange, string id) => WithAsync(exchange, id, batch =>
    {
        if (batch.EndedAt is null) batch.CancelledAt ??= simulation.Options.Clock.GetUtcNow();
        return (200, Answers.Json, Bytes(batch));
    });

    public Task DeleteAsync(Exchange exchange, string id) => WithAsync(exchange, id, batch =>
    {
        if (batch.EndedAt is null) return Refused(exchange, "the batch has not ended; cancel it first");
        shelf.Remove(batch);
        return (200, Answers.Json, Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("type"u8, "message_batch_deleted"u8);
            json.WriteEndObject();
        }));
    });

    public Task ResultsAsync(Exchange exchange, string id) => WithAsync(exchange, id, batch =>
    {
        if (batch.EndedAt is null) return Refused(exchange, "the batch has not ended; there are no results yet");
        var lines = new ArrayBufferWriter<byte>();
        // Upstream promises no order; the reverse catches a reader that counts on one.
        foreach (var line in batch.Lines.Reverse())
        {
            lines.Write(Write(json => SimulatedBatch.WriteResult(json, line)).Span);
            lines.Write("\n"u8);
        }

        return (200, JsonLines, lines.WrittenMemory);
    });

    private Task WithAsync(Exchange exchange, string id, Func<SimulatedBatch, (int Status, string ContentType, ReadOnlyMemory<byte> Body)> act)
    {
        (int Status, string ContentType, ReadOnlyMemory<byte> Body) answer = (0, "", default);
        return shelf.TryWith(id, batch => answer = act(batch))
            ? Answers.WriteBytesAsync(exchange.Response, answer.Status, answer.ContentType, answer.Body)
            : Answers.RefuseAsync(exchange, Refusal.NotFound($"batch: {id}"));
    }

    private static (int, string, ReadOnlyMemory<byte>) Refused(Exchange exchange, string why) => (400, Answers.Json, Write(json =>
    {
        json.WriteStartObject();
        Answers.WriteError(json, Refusal.Invalid(why), exchange.RequestId);
        json.WriteEndObject();
    }));

    private ReadOnlyMemory<byte> Bytes(SimulatedBatch batch) => Write(json => batch.Write(json, simulation.BaseUrl));

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, MessageJson.Options)) write(json);
        return buffer.WrittenMemory;
    }

    private static BatchLine[] ReadLines(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("requests", out var requests)
            || requests.ValueKind != JsonValueKind.Array) throw new JsonException("requests: Field required");
        if (requests.GetArrayLength() is 0 or > MaxLines) throw new JsonException($"requests: must have from 1 to {MaxLines} items");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<BatchLine>();
        foreach (var item in requests.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
                throw new JsonException($"requests.{lines.Count}.params: Field required");
            if (!item.TryGetProperty("custom_id", out var id) || id.ValueKind != JsonValueKind.String || !IsCustomId(id.GetString()!))
                throw new JsonException($"requests.{lines.Count}.custom_id: must match ^[A-Za-z0-9_-]{{1,64}}$");
            if (!seen.Add(id.GetString()!)) throw new JsonException($"requests.{lines.Count}.custom_id: is not unique");
            lines.Add(new BatchLine(id.GetString()!, System.Text.Encoding.UTF8.GetBytes(parameters.GetRawText())));
        }

        return [.. lines];
    }

    private static bool IsCustomId(string id) =>
        id.Length is >= 1 and <= 64 && Base62.IsBase62(id.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal));
}
