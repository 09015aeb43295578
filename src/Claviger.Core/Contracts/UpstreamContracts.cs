using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>A credential that requests go upstream with (Claviger's). Never the credential itself.</summary>
/// <param name="Type">upstream</param>
/// <param name="BaseUrl">Where to; from the server's configuration, the same for all.</param>
/// <param name="IsDefault">The one in the server's configuration, which workspaces without one of their own use.</param>
/// <param name="CredentialSetAt">When its credential was last replaced.</param>
/// <param name="Workspaces">Ids of the workspaces that use it, archived ones left out.</param>
public sealed record UpstreamView(string Id, string Type, string Name, string BaseUrl, bool IsDefault, DateTimeOffset CredentialSetAt, IReadOnlyList<string> Workspaces);

/// <summary><c>POST /v1/organizations/upstreams</c></summary>
/// <param name="ApiKey">Anthropic's; sealed, and never shown again.</param>
public sealed record CreateUpstreamRequest([Length(1, 40)] string Name, [Length(1, 500)] string ApiKey)
{
    /// <summary>Without the credential.</summary>
    public override string ToString() => $"create upstream {Name}";
}

/// <summary><c>POST /v1/organizations/upstreams/{id}</c>: omitted fields stay.</summary>
/// <param name="ApiKey">In force for the next request. The default upstream's is set in the server's configuration.</param>
public sealed record UpdateUpstreamRequest([Length(1, 40)] string? Name = null, [Length(1, 500)] string? ApiKey = null)
{
    /// <summary>Without the credential.</summary>
    public override string ToString() => $"update upstream {Name}";
}

/// <param name="Type">upstream_deleted</param>
public sealed record DeletedUpstreamView(string Id, string Type);

/// <summary><c>POST /v1/organizations/workspaces/{id}/upstream</c></summary>
/// <param name="UpstreamId">Null: the default one.</param>
public sealed record UseUpstreamRequest(string? UpstreamId = null);
