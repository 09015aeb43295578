using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claviger.Simulator.Organizations;

/// <summary>The lists of a recorded organization, and what writes made of them. Any thread: one lock around each look and each change.</summary>
internal sealed class OrganizationBook
{
    private readonly Lock _lock = new();
    private readonly JsonObject _root;

    public OrganizationBook(RecordedOrganization recorded)
    {
        _root = JsonNode.Parse(recorded.Root.GetRawText())!.AsObject();
        Organization = recorded.Root.GetProperty("organization");
    }

    public JsonElement Organization { get; }

    /// <summary>Null: recorded as refused.</summary>
    public IReadOnlyList<JsonElement>? List(string name)
    {
        lock (_lock) return !_root.TryGetPropertyValue(name, out var list) ? [] : list is null ? null : Elements(list.AsArray());
    }

    /// <summary>What belongs to one workspace.</summary>
    public IReadOnlyList<JsonElement> Of(string name, string workspace)
    {
        lock (_lock) return _root[name]?[workspace] is JsonArray list ? Elements(list) : [];
    }

    /// <summary>One change, seen whole or not at all.</summary>
    public T Change<T>(Func<JsonObject, T> change)
    {
        lock (_lock) return change(_root);
    }

    private static List<JsonElement> Elements(JsonArray list) => [.. list.Select(node => JsonSerializer.SerializeToElement(node))];
}
