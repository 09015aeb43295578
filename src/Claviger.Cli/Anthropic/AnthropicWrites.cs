using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.Anthropic;

/// <summary>From a planned change to the calls that make it. Knows the ids of what is there, and learns those of what it makes.</summary>
internal sealed class AnthropicWrites(AnthropicOrganization there, OrganizationFile file)
{
    /// <summary>Named for reading them (official client, 2026-11-20); whether writes want it is unverified, and naming it does no harm.</summary>
    private const string SpendLimitsBeta = "spend-limit-reads-2026-09-26";

    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <summary>Lazily: what comes after the making of a workspace needs the id of its answer, told by <see cref="Learn"/>.</summary>
    public IEnumerable<AdminWrite> Of(PlannedChange change) => change.Noun switch
    {
        PlannedNoun.Workspace => OfWorkspace(change),
        PlannedNoun.WorkspaceMember => [OfPlace(change)],
        PlannedNoun.Member => OfMember(change),
        PlannedNoun.Key => [OfKey(change)],
        PlannedNoun.SpendLimit => [OfLimit(change)],
        _ => throw new InvalidOperationException($"no call makes a {change.Noun} at Anthropic"),
    };

    public void Learn(PlannedChange change, JsonElement? answer)
    {
        if (change is { Noun: PlannedNoun.Workspace, Action: PlannedAction.Create } && answer is { ValueKind: JsonValueKind.Object } made && made.TryGetProperty("id", out var id) && id.GetString() is { } text) _made.TryAdd(change.Name, text);
    }

    private IEnumerable<AdminWrite> OfWorkspace(PlannedChange change)
    {
        if (change.Action == PlannedAction.Delete)
        {
            yield return AdminWrite.Post($"workspaces/{change.Id}/archive", null);
            yield break;
        }

        var body = new JsonObject();
        var spec = file.Workspaces![change.Name];
        if (change.Action is PlannedAction.Create or PlannedAction.Rename) body["name"] = change.Name;
        if (Has(change, "display_color")) body["display_color"] = spec.DisplayColor!.ToUpperInvariant();
        if (Has(change, "tags")) body["tags"] = Tags(change, spec);
        if (change.Action == PlannedAction.Create) yield return AdminWrite.Post("workspaces", body);
        else if (body.Count > 0) yield return AdminWrite.Post($"workspaces/{change.Id}", body);
        if (!Has(change, "tier") || change.Action == PlannedAction.Create && spec.Tier == "none") yield break;
        foreach (var (limit, values) in there.Rates.Towards(change.Id, spec.Tier!))
            yield return AdminWrite.Post($"workspaces/{change.Id ?? _made[change.Name]}/rate_limits/{limit}", new JsonObject
            {
                ["limits"] = new JsonArray([.. values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => (JsonNode)new JsonObject { ["type"] = value.Key, ["value"] = value.Value })]),
            });
    }

    /// <summary>A tag that goes is sent as null.</summary>
    private JsonObject Tags(PlannedChange change, WorkspaceSpec spec)
    {
        var tags = new JsonObject(spec.Tags!.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value)));
        var now = there.Reading.Workspaces.FirstOrDefault(place => place.Id == change.Id)?.Tags ?? new Dictionary<string, string>();
        foreach (var gone in now.Keys.Where(tag => !spec.Tags!.ContainsKey(tag))) tags[gone] = null;
        return tags;
    }

    private AdminWrite OfPlace(PlannedChange change)
    {
        var (members, person) = ($"workspaces/{Workspace(change.Parent)}/members", there.State.Members[change.Name.ToLowerInvariant()]);
        return change.Action switch
        {
            PlannedAction.Create => AdminWrite.Post(members, new JsonObject { ["user_id"] = person, ["workspace_role"] = Role(change) }),
            PlannedAction.Delete => AdminWrite.Delete($"{members}/{person}"),
            _ => AdminWrite.Post($"{members}/{person}", new JsonObject { ["workspace_role"] = Role(change) }),
        };
    }

    private static IEnumerable<AdminWrite> OfMember(PlannedChange change)
    {
        var isInvite = change.Id?.StartsWith("user_", StringComparison.Ordinal) == false;
        if (change.Action == PlannedAction.Delete) yield return AdminWrite.Delete($"{(isInvite ? "invites" : "users")}/{change.Id}");
        else if (change.Action == PlannedAction.Update && !isInvite) yield return AdminWrite.Post($"users/{change.Id}", new JsonObject { ["role"] = Role(change) });
        else
        {
            // An invite's role can't be changed: it is withdrawn first, so that between the two nobody can come in by the old one.
            if (isInvite) yield return AdminWrite.Delete($"invites/{change.Id}");
            yield return AdminWrite.Post("invites", new JsonObject { ["email"] = change.Name, ["role"] = Role(change) });
        }
    }

    private static AdminWrite OfKey(PlannedChange change)
    {
        var body = new JsonObject();
        if (change.Action == PlannedAction.Delete) body["status"] = "archived";
        if (change.Action == PlannedAction.Rename) body["name"] = change.Name;
        if (change.Fields.FirstOrDefault(field => field.Name == "status") is { } status) body["status"] = status.To;
        return AdminWrite.Post($"api_keys/{change.Id}", body);
    }

    private AdminWrite OfLimit(PlannedChange change)
    {
        if (change.Action == PlannedAction.Delete) return AdminWrite.Delete($"spend_limits/{change.Id}", SpendLimitsBeta);
        var name = change.Parent.Split('|', 2)[1];
        var amount = change.Fields.FirstOrDefault(field => field.Name == "amount")?.To ?? throw new InvalidOperationException("a limit without an amount was planned for Anthropic");
        return AdminWrite.Post("spend_limits", new JsonObject
        {
            ["scope"] = name.Length == 0 ? new JsonObject { ["type"] = "organization" } : new JsonObject { ["type"] = "workspace", ["workspace_id"] = Workspace(name) },
            ["period"] = "monthly", ["amount"] = MoneyForm.Read(amount, out _)!.Value.ToCentsString(),
        }, SpendLimitsBeta);
    }

    private string Workspace(string name) => _made.GetValueOrDefault(name) ?? there.State.Workspaces.GetValueOrDefault(name) ?? there.State.Workspaces[file.Workspaces![name].Was!];

    private static string Role(PlannedChange change) => change.Fields.First(field => field.Name == "role").To!;

    private static bool Has(PlannedChange change, string field) => change.Fields.Any(one => one.Name == field);
}
