using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>The checklist as it stands now.</summary>
public sealed class ReadChecklist(Database database, GatherFacts facts)
{
    public Outcome<ChecklistView> Run(Actor actor) =>
        actor.May(Permission.ChecklistRead) ? ChecklistViews.Of(Judge(actor.Organization)) : Denial.Of(Permission.ChecklistRead);

    public ChecklistReport Judge(OrganizationId organization)
    {
        ChecklistSettings settings;
        IReadOnlyList<Waiver> waivers;
        using (var reader = database.Read())
        {
            settings = ChecklistSettingsStore.Of(reader, organization);
            waivers = WaiverStore.All(reader, organization);
        }

        return ChecklistReport.Of(facts.Run(organization, settings.SightingDays), settings, waivers);
    }
}
