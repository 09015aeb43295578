using System.Text.Json;

namespace Claviger.Core.OrganizationFiles;

/// <param name="Classes">As the Admin API takes them; null: left as they are.</param>
public sealed record TierSpec(string? DisplayName, JsonElement? Classes);
