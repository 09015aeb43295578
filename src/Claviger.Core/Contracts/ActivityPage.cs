using System.Text.Json.Nodes;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/compliance/activities</c>: a page of activities in Anthropic's form. Fields beyond the common ones depend on the type.</summary>
public sealed record ActivityPage(IReadOnlyList<JsonObject> Data, bool HasMore, string? FirstId, string? LastId);
