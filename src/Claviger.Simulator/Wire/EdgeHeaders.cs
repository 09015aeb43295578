using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Claviger.Simulator.Wire;

/// <summary>
/// Headers that upstream and its edge add. Several must never reach a gateway's caller (limits, organization, cookies);
/// they are here so that a test sees whether they do.
/// </summary>
internal sealed class EdgeHeaders(SimulatorOptions options)
{
    // A fixed moment: a header that changed with the clock would make no two runs alike.
    private static readonly StringValues ResetsAt = "2026-11-23T00:00:00Z";
    private static readonly StringValues Cookie = "__cf_bm=simulated.edge.cookie; path=/; HttpOnly; Secure; SameSite=None";
    private static readonly StringValues ServerName = "cloudflare";
    private static readonly StringValues Ray = "9d0f1e2a3b4c5d6e-SIM";
    private static readonly StringValues CacheStatus = "DYNAMIC";
    private static readonly StringValues Via = "1.1 google";
    private static readonly StringValues Hsts = "max-age=31536000; includeSubDomains; preload";

    private static readonly (string Name, StringValues Value)[] Limits =
    [
        .. Group("requests", "4000", "3999"),
        .. Group("input-tokens", "2000000", "2000000"),
        .. Group("output-tokens", "400000", "400000"),
        .. Group("tokens", "2400000", "2400000"),
    ];

    private readonly StringValues _organization = options.OrganizationId;
    private readonly StringValues _workspace = options.WorkspaceId;

    public static void AddAlways(IHeaderDictionary headers, string requestId)
    {
        headers["request-id"] = requestId;
        headers.Server = ServerName;
        headers["cf-ray"] = Ray;
        headers["cf-cache-status"] = CacheStatus;
        headers.Via = Via;
        headers.StrictTransportSecurity = Hsts;
        headers.SetCookie = Cookie;
    }

    public void AddAuthenticated(IHeaderDictionary headers)
    {
        headers["anthropic-organization-id"] = _organization;
        headers["anthropic-workspace-id"] = _workspace;
    }

    /// <summary>On inference only.</summary>
    public static void AddLimits(IHeaderDictionary headers)
    {
        foreach (var (name, value) in Limits) headers[name] = value;
    }

    private static IEnumerable<(string, StringValues)> Group(string what, string limit, string remaining) =>
    [
        ($"anthropic-ratelimit-{what}-limit", limit),
        ($"anthropic-ratelimit-{what}-remaining", remaining),
        ($"anthropic-ratelimit-{what}-reset", ResetsAt),
    ];
}
