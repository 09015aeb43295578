using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Invites;
using Claviger.Storage;
using Claviger.Storage.Invites;

namespace Claviger.Control.Invites;

/// <summary>Pending, accepted and expired invites; deleted ones are gone.</summary>
public sealed class ListInvites(Database database, TimeProvider clock)
{
    internal static readonly IReadOnlyList<string> Statuses =
        [InviteStatusNames.Of(InviteStatus.Pending), InviteStatusNames.Of(InviteStatus.Accepted), InviteStatusNames.Of(InviteStatus.Expired)];

    internal Outcome<Page<InviteView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var email = query.Text("email")?.Trim();
        var roles = query.List("roles");
        foreach (var role in roles)
            if (!OrganizationRoleNames.All.ContainsKey(role)) query.Blame("roles[]", $"'{role}' is not one of {string.Join(", ", OrganizationRoleNames.All.Keys)}");
        var statuses = query.List("statuses");
        foreach (var status in statuses)
            if (!Statuses.Contains(status)) query.Blame("statuses[]", $"'{status}' is not one of {string.Join(", ", Statuses)}");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.InvitesRead)) return Denial.Of(Permission.InvitesRead);

        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var all = InviteStore.All(reader, actor.Organization).Select(invite => InviteViews.Of(invite, now))
            .Where(view => email is null || string.Equals(view.Email, email, StringComparison.OrdinalIgnoreCase))
            .Where(view => (roles.Count == 0 || roles.Contains(view.Role)) && (statuses.Count == 0 || statuses.Contains(view.Status))).ToList();
        var page = paging.Cut(all, view => view.Id, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    internal Outcome<InviteView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.InvitesRead)) return Denial.Of(Permission.InvitesRead);
        using var reader = database.Read();
        return InviteStore.Find(reader, actor.Organization, id) is { DeletedAt: null } invite ? InviteViews.Of(invite, clock.GetUtcNow()) : Problem.NotFound("invite");
    }
}
