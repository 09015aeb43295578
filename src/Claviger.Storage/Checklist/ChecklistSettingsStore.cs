using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Checklist;

namespace Claviger.Storage.Checklist;

/// <summary>The figures that an organization's controls judge by.</summary>
public static class ChecklistSettingsStore
{
    public static ChecklistSettings Of(Reader reader, OrganizationId organization) =>
        Read(reader.First<string>("SELECT settings FROM checklist_settings WHERE organization_id = @organization", new { organization = organization.Value }));

    public static ChecklistSettings Of(AdminTransaction tx, OrganizationId organization) =>
        Read(tx.First<string>("SELECT settings FROM checklist_settings WHERE organization_id = @organization", new { organization = organization.Value }));

    public static void Put(AdminTransaction tx, OrganizationId organization, ChecklistSettings settings) => tx.Execute(
        """
        INSERT INTO checklist_settings (organization_id, settings) VALUES (@organization, @settings)
        ON CONFLICT (organization_id) DO UPDATE SET settings = excluded.settings
        """,
        new { organization = organization.Value, settings = JsonSerializer.Serialize(settings) });

    // What a later version adds has its default in rows of before.
    private static ChecklistSettings Read(string? stored) => stored is null ? ChecklistSettings.Default : JsonSerializer.Deserialize<ChecklistSettings>(stored)!;
}
