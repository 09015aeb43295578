using Claviger.Core.Contracts;

namespace Claviger.Console.Upstreams;

/// <param name="Names">Of workspaces, by id.</param>
public sealed record UpstreamListModel(IReadOnlyList<UpstreamView> Upstreams, IReadOnlyDictionary<string, string> Names);

/// <param name="Name">What stands in the form.</param>
/// <param name="Others">Workspaces that use another one.</param>
public sealed record UpstreamModel(UpstreamView Upstream, string? Name, IReadOnlyDictionary<string, string> Names, IReadOnlyList<(string Id, string Name)> Others);

/// <param name="Upstream">Whose credential is replaced; null: a new one.</param>
public sealed record CredentialModel(UpstreamView? Upstream, string? Name);
