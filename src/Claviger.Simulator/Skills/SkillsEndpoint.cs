using System.Text;
using System.Text.Json;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Skills;

/// <summary>A skill and its versions, newest first. Guarded by the endpoint's lock.</summary>
internal sealed record SimulatedSkill(string Id, string Title, DateTimeOffset CreatedAt, List<SimulatedSkillVersion> Versions);

/// <summary>One version; its name is the microsecond it was made in, as upstream names them.</summary>
internal sealed record SimulatedSkillVersion(string Id, string Version, DateTimeOffset CreatedAt);

/// <summary><c>/v1/skills</c>: enough for a gateway to create, list, read and delete skills and versions.</summary>
internal sealed class SkillsEndpoint(Simulation simulation)
{
    private const int MaxBodyBytes = 32 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly List<SimulatedSkill> _skills = []; // under _gate, newest first

    public void Clear()
    {
        lock (_gate) _skills.Clear();
    }

    public async Task CreateAsync(Exchange exchange)
    {
        if (await ReadAsync(exchange) is not { } parts) return;
        var title = parts.FirstOrDefault(p => p.Name == "display_title");
        var now = simulation.Options.Clock.GetUtcNow();
        var skill = new SimulatedSkill(simulation.NewId("skill_"), title is null ? "skill" : Encoding.UTF8.GetString(title.Content), now, []);
        skill.Versions.Add(NewVersion(now, 0));
        lock (_gate) _skills.Insert(0, skill);
        await Answers.WriteAsync(exchange, 200, json => Write(json, skill));
    }

    public async Task CreateVersionAsync(Exchange exchange, string id)
    {
        if (await ReadAsync(exchange) is null) return;
        SimulatedSkillVersion? version = null;
        lock (_gate)
        {
            if (Find(id) is { } skill) skill.Versions.Insert(0, version = NewVersion(simulation.Options.Clock.GetUtcNow(), skill.Versions.Count));
        }

        await (version is null ? Missing(exchange, id) : Answers.WriteAsync(exchange, 200, json => WriteVersion(json, id, version)));
    }

    public Task ListAsync(Exchange exchange) => Listed(exchange, json =>
        Page.WriteByCursor(json, exchange.Request.Query, _skills, s => s.Id, Write));

    public Task GetAsync(Exchange exchange, string id) => With(exchange, id, (json, skill) => Write(json, skill));

    public Task DeleteAsync(Exchange exchange, string id) => With(exchange, id, (json, skill) =>
    {
        _skills.Remove(skill);
        WriteDeleted(json, id, "skill_deleted");
    });

    public Task ListVersionsAsync(Exchange exchange, string id) => With(exchange, id, (json, skill) =>
        Page.WriteByCursor(json, exchange.Request.Query, skill.Versions, v => v.Version, (to, version) => WriteVersion(to, id, version)));

    public Task GetVersionAsync(Exchange exchange, string id, string version) =>
        WithVersion(exchange, id, version, (json, _, found) => WriteVersion(json, id, found));

    public Task DeleteVersionAsync(Exchange exchange, string id, string version) => WithVersion(exchange, id, version, (json, skill, found) =>
    {
        skill.Versions.Remove(found);
        WriteDeleted(json, version, "skill_version_deleted");
    });

    private async Task<IReadOnlyList<FormPart>?> ReadAsync(Exchange exchange)
    {
        using var body = await simulation.ReadBodyAsync(exchange, MaxBodyBytes);
        if (body is null) return null;
        var parts = await MultipartForm.ReadAsync(exchange.Request.ContentType, body.Memory);
        if (parts is null) await Answers.RefuseAsync(exchange, Refusal.Invalid("files: Field required"));
        return parts;
    }

    private Task Listed(Exchange exchange, Action<Utf8JsonWriter> write)
    {
        if (Page.Check(exchange.Request.Query) is { } refusal) return Answers.RefuseAsync(exchange, refusal);
        lock (_gate) return Answers.WriteAsync(exchange, 200, write);
    }

    // The JSON is complete before WriteAsync first awaits, so the lock covers all reading.
    private Task With(Exchange exchange, string id, Action<Utf8JsonWriter, SimulatedSkill> write)
    {
        lock (_gate)
            return Find(id) is { } skill ? Answers.WriteAsync(exchange, 200, json => write(json, skill)) : Missing(exchange, id);
    }

    private Task WithVersion(Exchange exchange, string id, string version, Action<Utf8JsonWriter, SimulatedSkill, SimulatedSkillVersion> write)
    {
        lock (_gate)
        {
            if (Find(id) is not { } skill) return Missing(exchange, id);
            return skill.Versions.Find(v => v.Version == version) is { } found
                ? Answers.WriteAsync(exchange, 200, json => write(json, skill, found))
                : Answers.RefuseAsync(exchange, Refusal.NotFound($"skill version: {version}"));
        }
    }

    private SimulatedSkill? Find(string id) => _skills.Find(s => s.Id == id);

    /// <param name="ordinal">Keeps versions apart that were made in the same microsecond.</param>
    private SimulatedSkillVersion NewVersion(DateTimeOffset now, int ordinal) =>
        new(simulation.NewId("skillver_"), (now.ToUnixTimeMilliseconds() * 1000 + ordinal).ToString(), now);

    private static Task Missing(Exchange exchange, string id) => Answers.RefuseAsync(exchange, Refusal.NotFound($"skill: {id}"));

    private static void Write(Utf8JsonWriter json, SimulatedSkill skill)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, skill.Id);
        json.WriteString("type"u8, "skill"u8);
        json.WriteString("display_title"u8, skill.Title);
        json.WriteString("source"u8, "custom"u8);
        json.WriteString("latest_version"u8, skill.Versions.FirstOrDefault()?.Version);
        WireTime.Write(json, "created_at", skill.CreatedAt);
        WireTime.Write(json, "updated_at", skill.Versions.FirstOrDefault()?.CreatedAt ?? skill.CreatedAt);
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, string skillId, SimulatedSkillVersion version)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, version.Id);
        json.WriteString("type"u8, "skill_version"u8);
        json.WriteString("skill_id"u8, skillId);
        json.WriteString("version"u8, version.Version);
        json.WriteString("name"u8, "simulated-skill"u8);
        json.WriteString("description"u8, "A skill of the simulator."u8);
        json.WriteString("directory"u8, "simulated-skill"u8);
        WireTime.Write(json, "created_at", version.CreatedAt);
        json.WriteEndObject();
    }

    private static void WriteDeleted(Utf8JsonWriter json, string id, string type)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, type);
        json.WriteEndObject();
    }
}
