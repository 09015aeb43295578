using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Core.Offboarding;

/// <summary>Who should answer for the keys of somebody who leaves: whoever is nearest to the workspace, in one order that anybody can follow.</summary>
public static class ProposedOwner
{
    /// <param name="inWorkspace">Explicit memberships of the key's workspace, in order of arrival.</param>
    /// <param name="members">Everybody who stays, in order of arrival.</param>
    /// <param name="actor">Who offboards; null: no member.</param>
    /// <returns>The workspace's first admin, else its first developer, else who offboards, else the organization's first admin; null: nobody.</returns>
    public static Member? Of(IReadOnlyList<WorkspaceMember> inWorkspace, IReadOnlyList<Member> members, MemberId? actor)
    {
        var byId = members.ToDictionary(member => member.Id);
        return First(WorkspaceRole.Admin) ?? First(WorkspaceRole.Developer) ?? First(WorkspaceRole.RestrictedDeveloper)
            ?? (actor is { } self ? byId.GetValueOrDefault(self) : null)
            ?? members.FirstOrDefault(member => member.Role == OrganizationRole.Admin);

        Member? First(WorkspaceRole role) => inWorkspace.Where(membership => membership.Role == role).Select(membership => byId.GetValueOrDefault(membership.Member)).FirstOrDefault(member => member is not null);
    }
}
