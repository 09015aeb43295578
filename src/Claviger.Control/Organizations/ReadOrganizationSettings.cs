using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Storage;
using Claviger.Storage.Organizations;

namespace Claviger.Control.Organizations;

public sealed class ReadOrganizationSettings(Database database)
{
    internal Outcome<OrganizationSettingsView> Run(Actor actor)
    {
        if (!actor.May(Permission.OrganizationRead)) return Denial.Of(Permission.OrganizationRead);
        using var reader = database.Read();
        return OrganizationStore.Find(reader, actor.Organization) is { } organization ? ViewOf(organization) : Problem.NotFound("organization");
    }

    internal static OrganizationSettingsView ViewOf(Organization organization) =>
        new("organization_settings", organization.Name, organization.TimeZone, LimitNames.Of(organization.SpendRefusals));
}
