namespace Claviger.Core.Rates;

/// <summary>A limit that a workspace was given by itself, beside its tier.</summary>
/// <param name="Workspace"><c>wrkspc_…</c></param>
/// <param name="Group"><c>rlg_…</c></param>
public sealed record WorkspaceRateLimit(string Workspace, string Group, LimiterType Limiter, long Value);
