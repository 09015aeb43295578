using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <param name="Settings">What is named is set; null: left as they are.</param>
/// <param name="Waivers">All there are to be; null: left as they are.</param>
public sealed record ChecklistSpec(UpdateChecklistSettingsRequest? Settings, IReadOnlyList<WaiverSpec>? Waivers);
