using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Limits;

/// <summary>Names for the scopes of one page. Members are read once, and only when one is asked for.</summary>
internal sealed class ScopeNames(Reader reader, OrganizationId organization)
{
    private Dictionary<string, Member>? _members;

    public string? Of(LimitScope scope) => scope.Type switch
    {
        LimitScopeType.Organization => OrganizationStore.Find(reader, organization)?.Name,
        LimitScopeType.Workspace => WorkspaceStore.Find(reader, organization, scope.Id)?.Name,
        LimitScopeType.ApiKey => KeyStore.Find(reader, organization, scope.Id)?.Name,
        LimitScopeType.User => Member(scope.Id) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null,
        _ => null,
    };

    public Member? Member(string id) => (_members ??= MemberStore.All(reader, organization).ToDictionary(member => member.Id.Value)).GetValueOrDefault(id);
}
