using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Members;

namespace Claviger.Control.Members;

internal static class MemberViews
{
    public static UserView Of(Member member) =>
        new(member.Id.Value, "user", member.Email, member.Name, OrganizationRoleNames.Of(member.Role), member.AddedAt);
}
