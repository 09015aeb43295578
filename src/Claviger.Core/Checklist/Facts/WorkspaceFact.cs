namespace Claviger.Core.Checklist.Facts;

/// <param name="Environment">Null: none declared.</param>
/// <param name="UpstreamId">Where its requests go; null: not known.</param>
public sealed record WorkspaceFact(string Id, string Name, string? Environment, bool IsDefault, string? UpstreamId);
