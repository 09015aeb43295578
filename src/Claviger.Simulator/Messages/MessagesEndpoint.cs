using System.IO.Compression;
using Claviger.Core;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Messages;

/// <summary><c>POST /v1/messages</c> and <c>/v1/messages/count_tokens</c>.</summary>
internal sealed class MessagesEndpoint(Simulation simulation)
{
    private const int MaxBodyBytes = 32 * 1024 * 1024;
    private const string NewestVersion = "2026-10-21";
    private readonly MessageStream _stream = new(simulation);

    public async Task CreateAsync(Exchange exchange)
    {
        using var body = await simulation.ReadBodyAsync(exchange, MaxBodyBytes);
        if (body is null) return;
        simulation.TryDequeue(out var queued);
        var answer = simulation.Answers.Make(body.Span, exchange.Words, queued);
        EdgeHeaders.AddLimits(exchange.Response.Headers);
        if (answer.Script is { DelayMs: > 0 } or { HangBefore: true } && !await StayAsync(exchange, answer)) return;

        simulation.MakeFiles(answer.Plan);
        if (answer.Refusal is { } refusal) await Answers.RefuseAsync(exchange, refusal);
        else if (answer.HasSampling && exchange.Request.Headers["anthropic-version"] == NewestVersion)
            await Answers.RefuseAsync(exchange, Refusal.Invalid("temperature, top_p, top_k: removed in this version"));
        else if (answer.Marks is not null) await _stream.SendAsync(exchange, answer);
        else if (answer.Script is { CutAfter: null, HangAfter: null, Gzip: false } && !PacedWriter.IsNeeded(answer.Script))
        {
            Record(exchange, answer); // before the bytes: who holds the answer can rely on the bill
            await Answers.WriteBytesAsync(exchange.Response, 200, Answers.Json, answer.Bytes);
        }
        else await SendScriptedJsonAsync(exchange, answer);
    }

    public async Task CountTokensAsync(Exchange exchange)
    {
        using var body = await simulation.ReadBodyAsync(exchange, MaxBodyBytes);
        if (body is null) return;
        var (tokens, refusal) = simulation.Answers.CountTokens(body.Span, exchange.Words);
        if (refusal is not null) await Answers.RefuseAsync(exchange, refusal);
        else await Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("input_tokens"u8, tokens);
            json.WriteEndObject();
        });
    }

    /// <summary>False when the caller left meanwhile: then an accepted request is billed for its input.</summary>
    private async Task<bool> StayAsync(Exchange exchange, PreparedAnswer answer)
    {
        if (await simulation.DelayAsync(exchange.Http, answer.Script)) return true;
        simulation.Bill.CountAborted();
        if (answer.Plan is { } plan) simulation.Record(exchange, plan.PartialCharge(0, 0), BillEnding.Aborted);
        return false;
    }

    private async Task SendScriptedJsonAsync(Exchange exchange, PreparedAnswer answer)
    {
        var (response, script) = (exchange.Response, answer.Script);
        ReadOnlyMemory<byte> bytes = answer.Bytes;
        if (script.Gzip && exchange.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            bytes = Compress(answer.Bytes);
            response.Headers.ContentEncoding = "gzip";
        }

        Record(exchange, answer);
        response.ContentType = Answers.Json;
        response.ContentLength = bytes.Length;
        var gone = exchange.Http.RequestAborted;
        var writer = new PacedWriter(response.BodyWriter, script, simulation.Options.Seed);
        var sent = Math.Min(bytes.Length, script.CutAfter ?? script.HangAfter ?? bytes.Length);
        if (sent == 0) await response.BodyWriter.FlushAsync(gone);
        await writer.WriteAsync(bytes[..sent], gone);
        if (script.CutAfter is not null && sent < bytes.Length) throw new StreamCutException();
        if (script.HangAfter is null) return;
        await simulation.HangAsync(exchange.Http);
        simulation.Bill.CountAborted();
    }

    private void Record(Exchange exchange, PreparedAnswer answer) =>
        simulation.Record(exchange.RequestId, answer.Plan!.FullCharge, answer.FullAmount, BillEnding.Completed);

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
