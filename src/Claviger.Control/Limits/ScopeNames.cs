using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Limits;

/// <summary>Names for the scopes of one page. Each member is read once.</summary>
internal sealed class ScopeNames(Reader reader, OrganizationId organization)
{
    private readonly Dictionary<string, Member?> _members = [];

    public string? Of(LimitScope scope) => scope.Type switch
    {
        LimitScopeType.Organization => OrganizationStore.Find(reader, organization)?.Name,
        LimitScopeType.Workspace => WorkspaceStore.Find(reader, organization, scope.Id)?.Name,
        LimitScopeType.ApiKey => KeyStore.Find(reader, organization, scope.Id)?.Name,
        LimitScopeType.User => Member(scope.Id) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null,
        _ => null,
    };

    public Member? Member(string id)
    {
        if (!_members.TryGetValue(id, out var member)) _members[id] = member = MemberStore.Find(reader, organization, id);
        return member;
    }
}
