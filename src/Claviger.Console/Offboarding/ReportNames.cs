using Claviger.Console.Http;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Control.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Console.Offboarding;

/// <summary>A report holds ids, as evidence; these are the names of what is still there, for people.</summary>
internal sealed class ReportNames(ReadRoles roles, ListWorkspaces workspaces, ListMembers members)
{
    public IReadOnlyDictionary<string, string> Of(Viewer viewer, OffboardingView report) => (roles.Run(viewer.Actor).Value?.Roles ?? []).Where(role => role.IsCustom).Select(role => (role.View.Id, role.View.DisplayName))
        .Concat((workspaces.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"), ("include_archived", "true"), ("include_default", "true"))).Value?.Data ?? []).Select(place => (place.Id, DisplayName: place.Name)))
        .Concat(report.OffboardedBy is { Type: "user" } by && members.Get(viewer.Actor, by.Id, _ => { }).Value is { } who ? [(who.Id, OffboardingText.NameOf(who))] : [])
        .ToDictionary(pair => pair.Id, pair => pair.DisplayName);
}
