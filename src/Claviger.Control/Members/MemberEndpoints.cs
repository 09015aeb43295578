using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Members;

internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder organizations)
    {
        var users = organizations.MapGroup("/users");
        users.MapGet("", (HttpContext http, ListMembers use) => AdminCall.RunAsync<Page<UserView>>(http, use.Run)).Declares(Permission.MembersRead);
        users.MapGet("/{id}", (HttpContext http, string id, ListMembers use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.MembersRead);
    }
}
