using System.Text;
using System.Text.Json;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator;

/// <summary>The simulator's own pages under <c>/_sim</c>, for tests and benchmarks in another process. Loopback only, no credential.</summary>
internal sealed class SimulatorPages(Simulation simulation, Action reset)
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int EntriesByDefault = 100;

    public Task AnswerAsync(Exchange exchange, string path) => (exchange.Request.Method, path) switch
    {
        ("GET", "/_sim/bill") => BillAsync(exchange),
        ("POST", "/_sim/reset") => ResetAsync(exchange),
        ("POST", "/_sim/scripts") => EnqueueAsync(exchange),
        _ => Answers.RefuseAsync(exchange, Refusal.NotFound(path)),
    };

    /// <summary><c>?request_id=</c> picks one request's entries, <c>?entries=n</c> the newest n (100 unless told).</summary>
    private Task BillAsync(Exchange exchange)
    {
        var (bill, query) = (simulation.Bill, exchange.Request.Query);
        var most = int.TryParse(query["entries"], out var n) && n >= 0 ? n : EntriesByDefault;
        var entries = query["request_id"].ToString() is { Length: > 0 } id ? bill.Find(id) : bill.Entries;
        return Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("total_nanos"u8, bill.Total.Nanos);
            json.WriteNumber("billed"u8, bill.Billed);
            json.WriteNumber("aborted"u8, bill.Aborted);
            json.WriteStartObject("requests"u8);
            foreach (var kind in Enum.GetValues<PathKind>()) json.WriteNumber(Name(kind), bill.RequestsTo(kind));
            json.WriteEndObject();
            json.WriteStartObject("credentials"u8);
            foreach (var header in Enum.GetValues<CredentialHeader>()) json.WriteNumber(Name(header), bill.CredentialsBy(header));
            json.WriteEndObject();
            json.WriteStartArray("models"u8);
            foreach (var model in bill.Models) WriteModel(json, model);
            json.WriteEndArray();
            json.WriteStartArray("entries"u8);
            foreach (var entry in entries.Skip(Math.Max(0, entries.Count - most))) WriteEntry(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Task ResetAsync(Exchange exchange)
    {
        reset();
        return Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        });
    }

    /// <summary>One script a line; each serves one coming messages request, in order.</summary>
    private async Task EnqueueAsync(Exchange exchange)
    {
        using var body = await RequestBody.ReadAsync(exchange.Request, MaxBodyBytes);
        if (body is null)
        {
            await Answers.RefuseAsync(exchange, new Refusal(413, "request_too_large", "too many scripts"));
            return;
        }

        List<ResponseScript> scripts = [];
        foreach (var line in Encoding.UTF8.GetString(body.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ScriptReader.TryRead(line, simulation.Options.Script, out var script, out var problem))
            {
                await Answers.RefuseAsync(exchange, Refusal.Invalid(problem!));
                return;
            }

            scripts.Add(script);
        }

        scripts.ForEach(simulation.Enqueue);
        await Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("queued"u8, scripts.Count);
            json.WriteEndObject();
        });
    }

    private static void WriteModel(Utf8JsonWriter json, ModelBill model)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model.Model);
        json.WriteNumber("requests"u8, model.Requests);
        WriteTokens(json, model.Usage);
        json.WriteNumber("nanos"u8, model.Amount.Nanos);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, BillEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("request_id"u8, entry.RequestId);
        json.WriteString("model"u8, entry.Model);
        WriteTokens(json, entry.Usage);
        json.WriteNumber("nanos"u8, entry.Amount.Nanos);
        json.WriteString("ending"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Ending.ToString()));
        if (entry.BatchId is not null) json.WriteString("batch_id"u8, entry.BatchId);
        if (entry.CustomId is not null) json.WriteString("custom_id"u8, entry.CustomId);
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, in Core.Usage.TokenUsage usage)
    {
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteNumber("cache_write_5m_tokens"u8, usage.CacheWrite5mTokens);
        json.WriteNumber("cache_write_1h_tokens"u8, usage.CacheWrite1hTokens);
        json.WriteNumber("cache_read_tokens"u8, usage.CacheReadTokens);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteNumber("web_search_requests"u8, usage.WebSearchRequests);
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
