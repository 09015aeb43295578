using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Members;

namespace Claviger.Control.Members;

public sealed class ListMembers(Database database)
{
    private static readonly IReadOnlyList<string> Roles = Enum.GetValues<OrganizationRole>().Select(OrganizationRoleNames.Of).ToList();

    internal Outcome<Page<UserView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var email = query.Text("email");
        var roles = query.List("roles");
        foreach (var role in roles)
            if (!Roles.Contains(role)) query.Blame("roles[]", $"'{role}' is not one of {string.Join(", ", Roles)}");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);

        using var reader = database.Read();
        var all = MemberStore.All(reader, actor.Organization).Select(ViewOf)
            .Where(view => email is null || string.Equals(view.Email, email, StringComparison.OrdinalIgnoreCase))
            .Where(view => roles.Count == 0 || roles.Contains(view.Role)).ToList();
        var page = paging.Cut(all, view => view.Id, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    internal Outcome<UserView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);
        using var reader = database.Read();
        return MemberStore.All(reader, actor.Organization).FirstOrDefault(member => member.Id.Value == id) is { } found ? ViewOf(found) : Problem.NotFound("user");
    }

    private static UserView ViewOf(Member member) =>
        new(member.Id.Value, "user", member.Email, member.Name, OrganizationRoleNames.Of(member.Role), member.AddedAt);
}
