using System.Text;
using System.Text.Json;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Files;

/// <summary>One uploaded or tool-made file.</summary>
internal sealed record SimulatedFile(string Id, string Name, string ContentType, byte[] Content, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool ToolMade)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, "file"u8);
        json.WriteString("filename"u8, Name);
        json.WriteString("mime_type"u8, ContentType);
        json.WriteNumber("size_bytes"u8, Content.Length);
        WireTime.Write(json, "created_at", CreatedAt);
        json.WriteBoolean("downloadable"u8, ToolMade);
        WireTime.Write(json, "expires_at", ExpiresAt);
        json.WriteEndObject();
    }
}

/// <summary><c>/v1/files</c>. Every key of the upstream workspace sees every file, as upstream does.</summary>
internal sealed class FilesEndpoint
{
    private const int MaxBodyBytes = 500 * 1024 * 1024;
    private const int MostIds = 100;
    private const string OldBeta = "files-api-2025-04-14";
    private readonly Simulation _simulation;
    private readonly Lock _gate = new();
    private readonly List<SimulatedFile> _files = []; // under _gate, newest first

    public FilesEndpoint(Simulation simulation)
    {
        _simulation = simulation;
        simulation.FileMade = AddMade;
    }

    public void Clear()
    {
        lock (_gate) _files.Clear();
    }

    public async Task UploadAsync(Exchange exchange)
    {
        using var body = await _simulation.ReadBodyAsync(exchange, MaxBodyBytes);
        if (body is null) return;
        var toolMade = false;
        if (exchange.Words is { } words)
        {
            if (!ScriptReader.TryRead(words, ResponseScript.Plain, out var script, out var problem))
            {
                await Answers.RefuseAsync(exchange, Refusal.Invalid(problem!));
                return;
            }

            toolMade = script.ToolMade;
        }

        var parts = await MultipartForm.ReadAsync(exchange.Request.ContentType, body.Memory);
        if (parts?.FirstOrDefault(p => p.Name == "file") is not { } part)
        {
            await Answers.RefuseAsync(exchange, Refusal.Invalid("file: Field required"));
            return;
        }

        var now = _simulation.Options.Clock.GetUtcNow();
        DateTimeOffset? expires = null;
        if (parts.FirstOrDefault(p => p.Name == "expires_in_seconds") is { } life)
        {
            if (!int.TryParse(Encoding.UTF8.GetString(life.Content), out var seconds) || seconds is < 3_600 or > 7_776_000)
            {
                await Answers.RefuseAsync(exchange, Refusal.Invalid("expires_in_seconds: must be from 3600 to 7776000"));
                return;
            }

            expires = now.AddSeconds(seconds);
        }

        var file = new SimulatedFile(_simulation.NewId("file_"), part.FileName ?? "file", part.ContentType ?? "application/octet-stream", part.Content, now, expires, toolMade);
        lock (_gate) _files.Insert(0, file);
        await Answers.WriteAsync(exchange, 200, file.Write);
    }

    /// <summary>The same answer given again names the same file.</summary>
    private void AddMade(string id)
    {
        lock (_gate)
        {
            if (_files.Exists(f => f.Id == id)) return;
            _files.Insert(0, new SimulatedFile(id, "made.txt", "text/plain", "made by code"u8.ToArray(), _simulation.Options.Clock.GetUtcNow(), null, ToolMade: true));
        }
    }

    public Task ListAsync(Exchange exchange)
    {
        var query = exchange.Request.Query;
        if (Page.Check(query) is { } refusal) return Answers.RefuseAsync(exchange, refusal);
        SimulatedFile[] all;
        lock (_gate) all = [.. _files];
        if (query.TryGetValue("ids[]", out var ids))
        {
            if (ids.Count > MostIds) return Answers.RefuseAsync(exchange, Refusal.Invalid($"ids[]: at most {MostIds}"));
            SimulatedFile[] named = [.. all.Where(f => ids.Contains(f.Id))];
            return Answers.WriteAsync(exchange, 200, json =>
            {
                json.WriteStartObject();
                Page.WriteData(json, named, (to, file) => file.Write(to));
                json.WriteNull("next_page"u8);
                json.WriteEndObject();
            });
        }

        var old = exchange.Request.Headers["anthropic-beta"].ToString().Contains(OldBeta, StringComparison.Ordinal);
        return Answers.WriteAsync(exchange, 200, json =>
        {
            if (old) Page.WriteById(json, query, all, f => f.Id, (to, file) => file.Write(to));
            else Page.WriteByCursor(json, query, all, f => f.Id, (to, file) => file.Write(to));
        });
    }

    public Task GetAsync(Exchange exchange, string id) =>
        Find(id) is { } file ? Answers.WriteAsync(exchange, 200, file.Write) : Missing(exchange, id);

    public Task DeleteAsync(Exchange exchange, string id)
    {
        if (Find(id) is not { } file) return Missing(exchange, id);
        lock (_gate) _files.Remove(file);
        return Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("type"u8, "file_deleted"u8);
            json.WriteEndObject();
        });
    }

    public Task ContentAsync(Exchange exchange, string id)
    {
        if (Find(id) is not { } file) return Missing(exchange, id);
        if (file.ExpiresAt <= _simulation.Options.Clock.GetUtcNow())
            return Answers.RefuseAsync(exchange, new Refusal(404, "not_found_error", $"file: {id} has expired", "file_expired"));
        return file.ToolMade
            ? Answers.WriteBytesAsync(exchange.Response, 200, file.ContentType, file.Content)
            : Answers.RefuseAsync(exchange, Refusal.Invalid("only files made by tools can be downloaded", "file_not_downloadable"));
    }

    private SimulatedFile? Find(string id)
    {
        lock (_gate) return _files.Find(f => f.Id == id);
    }

    private static Task Missing(Exchange exchange, string id) => Answers.RefuseAsync(exchange, Refusal.NotFound($"file: {id}"));
}
