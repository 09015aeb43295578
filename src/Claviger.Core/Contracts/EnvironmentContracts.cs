using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>An environment (Claviger's): one that declared its networks, or one that workspaces and keys only name.</summary>
/// <param name="Type">environment</param>
/// <param name="Networks">CIDR blocks that its services call from; empty: none declared, so its callers can't be told.</param>
/// <param name="Block">Whether requests that cross between it and another environment are refused, and not only seen.</param>
/// <param name="Workspaces">Ids of its workspaces, archived ones left out.</param>
public sealed record EnvironmentView(string Type, string Name, IReadOnlyList<string> Networks, bool Block, IReadOnlyList<string> Workspaces);

/// <summary><c>POST /v1/organizations/environments/{name}</c>: declares it, or changes what it declared. Omitted fields stay.</summary>
/// <param name="Networks">Replaces the list. No two environments share an address.</param>
public sealed record SetEnvironmentRequest([Length(0, 100)] IReadOnlyList<string>? Networks = null, bool? Block = null);

/// <param name="Type">environment_deleted</param>
public sealed record DeletedEnvironmentView(string Name, string Type);

/// <summary>A place that a key was used from (Claviger's).</summary>
/// <param name="Type">api_key_sighting</param>
/// <param name="Network">The /24 or /48 that the caller was in; "others" where there were too many to tell apart.</param>
/// <param name="Environment">The environment whose declared network that is; null: nobody's.</param>
/// <param name="Client">The program by its own words, without its version.</param>
/// <param name="LastSeenAt">To ten minutes.</param>
public sealed record ApiKeySightingView(string Type, string ApiKeyId, string Network, string? Environment, string Client, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

/// <summary><c>GET /v1/organizations/api_keys/{id}/sightings</c>, latest first. Few: no paging.</summary>
public sealed record ApiKeySightingList(IReadOnlyList<ApiKeySightingView> Data);
