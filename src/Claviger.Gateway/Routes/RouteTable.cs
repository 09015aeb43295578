using Claviger.Core.OwnedObjects;

namespace Claviger.Gateway.Routes;

/// <summary>
/// Every path of the data plane, each with its governance class. Matched on the raw path without its query: a path with an
/// encoded or empty or dotted segment matches nothing, so that no second parser can read it as another route.
/// </summary>
public static class RouteTable
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new("POST", "/v1/messages", Governance.Metered, Operation.CreateMessage),
        new("POST", "/v1/messages/count_tokens", Governance.Counted, Operation.CountTokens),
        new("GET", "/v1/models", Governance.Counted, Operation.ReadModels),
        new("GET", "/v1/models/{id}", Governance.Counted, Operation.ReadModels),

        new("POST", "/v1/messages/batches", Governance.Owned, Operation.CreateBatch, OwnedKind.Batch),
        new("GET", "/v1/messages/batches", Governance.Owned, Operation.ListBatches, OwnedKind.Batch),
        new("GET", "/v1/messages/batches/{id}", Governance.Owned, Operation.ReadBatch, OwnedKind.Batch),
        new("POST", "/v1/messages/batches/{id}/cancel", Governance.Owned, Operation.CancelBatch, OwnedKind.Batch),
        new("DELETE", "/v1/messages/batches/{id}", Governance.Owned, Operation.DeleteBatch, OwnedKind.Batch),
        new("GET", "/v1/messages/batches/{id}/results", Governance.Owned, Operation.ReadBatchResults, OwnedKind.Batch),

        new("POST", "/v1/files", Governance.Owned, Operation.CreateObject, OwnedKind.File, Streams: true),
        new("GET", "/v1/files", Governance.Owned, Operation.ListObjects, OwnedKind.File),
        new("GET", "/v1/files/{id}", Governance.Owned, Operation.ReadObject, OwnedKind.File),
        new("GET", "/v1/files/{id}/content", Governance.Owned, Operation.ReadObject, OwnedKind.File),
        new("DELETE", "/v1/files/{id}", Governance.Owned, Operation.DeleteObject, OwnedKind.File),

        new("POST", "/v1/skills", Governance.Owned, Operation.CreateObject, OwnedKind.Skill, Streams: true),
        new("GET", "/v1/skills", Governance.Owned, Operation.ListObjects, OwnedKind.Skill),
        new("GET", "/v1/skills/{id}", Governance.Owned, Operation.ReadObject, OwnedKind.Skill),
        new("DELETE", "/v1/skills/{id}", Governance.Owned, Operation.DeleteObject, OwnedKind.Skill),
        new("POST", "/v1/skills/{id}/versions", Governance.Owned, Operation.ReadObject, OwnedKind.Skill, Streams: true),
        new("GET", "/v1/skills/{id}/versions", Governance.Owned, Operation.ReadObject, OwnedKind.Skill),
        new("GET", "/v1/skills/{id}/versions/{version}", Governance.Owned, Operation.ReadObject, OwnedKind.Skill),
        new("DELETE", "/v1/skills/{id}/versions/{version}", Governance.Owned, Operation.ReadObject, OwnedKind.Skill),
        new("GET", "/v1/skills/{id}/versions/{version}/content", Governance.Owned, Operation.ReadObject, OwnedKind.Skill),

        new("POST", "/v1/user_profiles", Governance.Owned, Operation.CreateObject, OwnedKind.UserProfile, Streams: true),
        new("GET", "/v1/user_profiles", Governance.Owned, Operation.ListObjects, OwnedKind.UserProfile),
        new("GET", "/v1/user_profiles/{id}", Governance.Owned, Operation.ReadObject, OwnedKind.UserProfile),
        new("POST", "/v1/user_profiles/{id}", Governance.Owned, Operation.ReadObject, OwnedKind.UserProfile, Streams: true),
        new("DELETE", "/v1/user_profiles/{id}", Governance.Owned, Operation.DeleteObject, OwnedKind.UserProfile),
        new("POST", "/v1/user_profiles/{id}/action_urls", Governance.Owned, Operation.ReadObject, OwnedKind.UserProfile, Streams: true),
        new("POST", "/v1/user_profiles/{id}/enrollment_url", Governance.Owned, Operation.ReadObject, OwnedKind.UserProfile, Streams: true),

        // Session hours, agents' own model calls and the like are charged upstream without passing here.
        .. Withhold("/v1/agents", "/v1/environments", "/v1/sessions", "/v1/deployments", "/v1/deployment_runs", "/v1/vaults", "/v1/memory_stores", "/v1/dreams", "/v1/tunnels"),
        .. Withhold("/v1/chat/completions", "/v1/oauth/token", "/v1/complete"),

        new("HEAD", "/", Governance.Probe, Operation.Probe),
        new("HEAD", "/api/hello", Governance.Probe, Operation.Probe),
        new("GET", "/api/hello", Governance.Probe, Operation.Probe),
    ];

    private static readonly Dictionary<string, Route[]> ByMethod = All.Where(route => route.Method != "*")
        .GroupBy(route => route.Method).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static readonly Route[] AnyMethod = All.Where(route => route.Method == "*").ToArray();

    private static readonly Route Messages = All[0];

    /// <param name="path">The raw path, as it came on the wire, without query.</param>
    /// <param name="id">The segment that <c>{id}</c> matched; empty where there is none.</param>
    public static Route? Find(string method, ReadOnlySpan<char> path, out ReadOnlySpan<char> id)
    {
        id = default;
        if (path.SequenceEqual("/v1/messages") && method == "POST") return Messages;
        foreach (var route in ByMethod.GetValueOrDefault(method) ?? [])
            if (Matches(route.Pattern, path, out id)) return route;
        foreach (var route in AnyMethod)
            if (Matches(route.Pattern, path, out id)) return route;
        return null;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path, out ReadOnlySpan<char> id)
    {
        id = default;
        while (true)
        {
            if (pattern is "/*") return path.Length > 1 && path[0] == '/';
            if (pattern.IsEmpty || path.IsEmpty) return pattern.IsEmpty && path.IsEmpty;
            if (path[0] != '/') return false;
            var patternEnd = EndOfSegment(pattern);
            var pathEnd = EndOfSegment(path);
            var wanted = pattern[1..patternEnd];
            var given = path[1..pathEnd];
            if (wanted is ['{', ..])
            {
                if (!IsPlainId(given)) return false;
                if (wanted is "{id}") id = given;
            }
            else if (!given.SequenceEqual(wanted))
            {
                return false;
            }

            pattern = pattern[patternEnd..];
            path = path[pathEnd..];
        }
    }

    private static int EndOfSegment(ReadOnlySpan<char> text)
    {
        var next = text[1..].IndexOf('/');
        return next < 0 ? text.Length : next + 1;
    }

    /// <summary>Letters, digits, hyphen, underscore, dot; not a dot first: no encoding, no traversal, nothing for a second parser.</summary>
    private static bool IsPlainId(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= 128 && segment[0] != '.'
        && !segment.ContainsAnyExcept(IdCharacters);

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    private static IEnumerable<Route> Withhold(params string[] roots) => roots.SelectMany(root => new[]
    {
        new Route("*", root, Governance.Withheld, Operation.Withheld),
        new Route("*", root + "/*", Governance.Withheld, Operation.Withheld),
    });
}
