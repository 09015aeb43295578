using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Members;

namespace Claviger.Control.Members;

/// <summary>Everybody of the organization: whoever may add people to one workspace sees whom they can add.</summary>
public sealed class ListMembers(Database database)
{
    internal Outcome<Page<UserView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var email = query.Text("email")?.Trim();
        var roles = query.List("roles");
        foreach (var role in roles)
            if (!OrganizationRoleNames.All.ContainsKey(role)) query.Blame("roles[]", $"'{role}' is not one of {string.Join(", ", OrganizationRoleNames.All.Keys)}");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);

        using var reader = database.Read();
        var all = MemberStore.All(reader, actor.Organization).Select(MemberViews.Of)
            .Where(view => email is null || string.Equals(view.Email, email, StringComparison.OrdinalIgnoreCase))
            .Where(view => roles.Count == 0 || roles.Contains(view.Role)).ToList();
        var page = paging.Cut(all, view => view.Id, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    /// <param name="found">Told of the member, for its version.</param>
    internal Outcome<UserView> Get(Actor actor, string id, Action<Member> found)
    {
        if (!actor.MayAnywhere(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);
        using var reader = database.Read();
        if (MemberStore.Find(reader, actor.Organization, id) is not { } member) return Problem.NotFound("user");
        found(member);
        return MemberViews.Of(member);
    }
}
