using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Core.Access;
using Claviger.Core.Checklist;
using Claviger.Core.Limits;

namespace Claviger.Core.OrganizationFiles;

/// <summary>JSON Schema (2020-12) of a file, for editors: what there is to say, and what it may be. What refers to what, only <c>validate</c> and <c>plan</c> know.</summary>
public static class OrganizationFileSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Environment = "^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,31}$";

    public static string Write() => Root().ToJsonString(Indented);

    private static JsonObject Root()
    {
        var root = Shape("An organization as it should be. Names are identity; a section that isn't there is left alone.", new()
        {
            ["version"] = new JsonObject { ["const"] = OrganizationFile.Version, ["description"] = "Version of this form." },
            ["organization"] = Shape("What holds for the whole organization.", new()
            {
                ["time_zone"] = Text("IANA name of the zone in which days and months begin."), ["spend_refusals"] = OneOf("How a request over a spend limit is answered.", LimitNames.RefusalStyles.Keys), ["tier"] = Tier(), ["spend_limits"] = Ref("spend_limits"),
            }),
            ["environments"] = Map("Where each environment's services are.", Shape("An environment.", new() { ["networks"] = Texts("CIDR blocks that its services call from."), ["block"] = Flag("Refuse keys that stray into another environment's networks.") }), Environment),
            ["tiers"] = Map("Rate limits of your own, by name.", Shape("A tier.", new() { ["display_name"] = Text("For people."), ["classes"] = new JsonObject { ["type"] = "object", ["description"] = "Limits by class of models and limiter; default stands for classes that aren't named." } })),
            ["roles"] = Map("Custom roles, by name.", Shape("A named set of permissions.", new() { ["description"] = Text("What it is for."), ["permissions"] = new JsonObject { ["type"] = "array", ["items"] = OneOf(null, PermissionNames.All), ["uniqueItems"] = true } }, "permissions")),
            ["members"] = Map("People by e-mail address; who is not a member yet is invited.", Shape("A person.", new() { ["role"] = OneOf("Role in the organization.", ["user", "claude_code_user", "developer", "billing", "admin"]), ["spend_limits"] = Ref("spend_limits") }, "role")),
            ["groups"] = Map("Groups of members, by name.", Shape("A group.", new()
            {
                ["description"] = Text("What it is for."), ["members"] = Texts("Addresses."),
                ["roles"] = new JsonObject { ["type"] = "array", ["items"] = Shape("A role that its members have.", new() { ["role"] = Text("A custom role, or a workspace role."), ["workspace"] = Text("Only there; left out: everywhere.") }, "role") },
            })),
            ["service_accounts"] = Map("Machines, by name.", Shape("A service account.", new() { ["description"] = Text("What it is for."), ["role"] = OneOf("Role in the organization.", ["developer", "admin"]), ["workspaces"] = Ref("places") })),
            ["workspaces"] = Map("Workspaces, by name.", Workspace()),
            ["checklist"] = Shape("What the checklist judges by.", new()
            {
                ["settings"] = Settings(),
                ["waivers"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = Shape("A finding that is left as it is until a date.", new()
                    {
                        ["control"] = OneOf("The control.", ControlBook.All.Select(control => control.Id)), ["subject"] = Text("Name of a key or workspace, or an id; left out: all that the control finds."),
                        ["reason"] = Text("Why this may stay as it is."), ["owner"] = Text("Address of the member who answers for it."), ["until"] = Text("A date within a year."),
                    }, "control", "reason", "until"),
                },
            }),
        }, "version");
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        root["title"] = "claviger.org.yaml";
        root["$defs"] = new JsonObject
        {
            ["amount"] = new JsonObject { ["type"] = "string", ["pattern"] = @"^(none|\$[0-9][0-9,]*(\.[0-9]+)?|[0-9][0-9,]*(\.[0-9]+)? USD)$", ["description"] = "$500, $0.25, 500 USD, or none for no cap.", ["examples"] = new JsonArray("$500") },
            ["spend_limits"] = new JsonObject
            {
                ["type"] = "object", ["description"] = "Spend limits by period.", ["additionalProperties"] = false,
                ["properties"] = new JsonObject(LimitNames.Periods.Keys.Select(period => KeyValuePair.Create<string, JsonNode?>(period, new JsonObject
                {
                    ["anyOf"] = new JsonArray(Ref("amount"), Shape("A limit with its ways.", new() { ["amount"] = Ref("amount"), ["mode"] = OneOf("hard refuses, soft only tells, shadow counts what it would refuse.", LimitNames.Modes.Keys), ["at_cap"] = OneOf("What happens to a stream that meets the cap.", LimitNames.AtCaps.Keys) }, "amount")),
                }))),
            },
            ["places"] = new JsonObject { ["type"] = "object", ["description"] = "Role by name.", ["additionalProperties"] = OneOf(null, WorkspaceRoleNames.Assignable.Keys) },
        };
        return root;
    }

    private static JsonObject Workspace() => Shape("A workspace.", new()
    {
        ["was"] = Text("The name it had: it is renamed and keeps everything."), ["environment"] = Text("For life.", Environment), ["display_color"] = Text("#RRGGBB", "^#[0-9A-Fa-f]{6}$"),
        ["tags"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" }, ["description"] = "Notes that programs can read." }, ["tier"] = Tier(),
        ["upstream"] = Text("Name of an upstream (claviger upstreams)."), ["spend_limits"] = Ref("spend_limits"), ["members"] = Ref("places"),
        ["keys"] = Map("API keys, by name.", Shape("An API key.", new()
        {
            ["was"] = Text("The name it had: it is renamed and keeps secrets, limits and spend."), ["service"] = Text("For life; the name gives it."), ["environment"] = Text("Only in a workspace without one.", Environment),
            ["owner"] = Text("Address of the member who answers for it."), ["status"] = OneOf("Whether it works.", ["active", "inactive"]), ["tier"] = Tier(), ["models"] = Texts("Models that it may use; empty: every one."),
            ["networks"] = Texts("CIDR blocks that it works from; empty: anywhere."), ["max_tokens"] = Number("Largest max_tokens of a request; 0: the model's own.", 0, 10_000_000), ["expires_at"] = Text("When it ends; said when it is made."),
            ["spend_limits"] = Ref("spend_limits"),
        })),
    });

    private static JsonObject Settings()
    {
        var figures = new Dictionary<string, JsonNode?> { ["environments"] = Texts("Each needs a workspace of its own."), ["separate_upstreams"] = Flag("Each environment needs an upstream credential of its own.") };
        foreach (var name in new[] { "rotation_days", "unused_days", "audit_review_days", "offboarding_days", "sighting_days", "most_networks", "fewest_admins", "most_admins", "unresolved_days" }) figures[name] = Number(null, 1, 1_095);
        return Shape("Figures of the checklist.", figures);
    }

    private static JsonObject Shape(string about, Dictionary<string, JsonNode?> properties, params string[] required)
    {
        var shape = new JsonObject { ["type"] = new JsonArray("object", "null"), ["description"] = about, ["additionalProperties"] = false, ["properties"] = new JsonObject(properties) };
        if (required.Length > 0) shape["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        return shape;
    }

    private static JsonObject Map(string about, JsonObject entry, string? names = null)
    {
        var map = new JsonObject { ["type"] = new JsonArray("object", "null"), ["description"] = about, ["additionalProperties"] = entry };
        if (names is not null) map["propertyNames"] = new JsonObject { ["pattern"] = names };
        return map;
    }

    private static JsonObject Text(string about, string? pattern = null)
    {
        var text = new JsonObject { ["type"] = "string", ["description"] = about };
        if (pattern is not null) text["pattern"] = pattern;
        return text;
    }

    private static JsonObject Tier() => Text("A tier's name, or none.");

    private static JsonObject Flag(string about) => new() { ["type"] = "boolean", ["description"] = about };

    private static JsonObject Number(string? about, long least, long most)
    {
        var number = new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
        if (about is not null) number["description"] = about;
        return number;
    }

    private static JsonObject Texts(string about) => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["uniqueItems"] = true, ["description"] = about };

    private static JsonObject OneOf(string? about, IEnumerable<string> values)
    {
        var choice = new JsonObject { ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) };
        if (about is not null) choice["description"] = about;
        return choice;
    }

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
