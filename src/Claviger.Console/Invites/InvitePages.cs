using Claviger.Console.Http;
using Claviger.Console.Layout;
using Claviger.Console.Roles;
using Claviger.Control.Groups;
using Claviger.Control.Invites;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Invites;

internal static class InvitePages
{
    private const string Room = "/members/invites";

    public static void MapInvites(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, BrowseInvites invites) => List(ConsoleCall.Of(http), invites)).Needs(Permission.InvitesRead);
        console.MapGet(Room + "/new", (HttpContext http, ListGroups groups) => New(ConsoleCall.Of(http), groups, new NewInviteSent(null, "user", []))).Needs(Permission.InvitesCreate);
        console.MapPost(Room + "/new", async (HttpContext http, CreateInvite use, StepUp confirm, ListGroups groups) =>
        {
            var call = ConsoleCall.Of(http);
            var sent = new NewInviteSent(call.Field("email"), call.Field("role"), call.Values("groups"));
            if (await confirm.AskAsync(call, $"Invite {sent.Email} as {RoleText.Of(sent.Role ?? "user")}?", "/members", Room + "/new") is { } ask) return ask;
            var (made, problem) = await use.RunAsync(call.Viewer.Actor, new CreateInviteRequest(sent.Email ?? "", sent.Role ?? "", sent.Groups), call.Aborted);
            return problem is null ? call.Page<InvitedPage, InvitedModel>(new InvitedModel(made!, call.Server)) : New(call, groups, sent, problem);
        }).Needs(Permission.InvitesCreate);
        console.MapPost(Room + "/{id}/withdraw", async (HttpContext http, string id, DeleteInvite use, BrowseInvites invites) =>
        {
            var call = ConsoleCall.Of(http);
            return (await use.RunAsync(call.Viewer.Actor, id, call.Aborted)).Problem is { } problem ? List(call, invites, problem) : ConsoleCall.Go(Room, "invite-withdrawn");
        }).Needs(Permission.InvitesDelete);
    }

    private static IResult List(ConsoleCall call, BrowseInvites invites, Problem? fault = null)
    {
        var after = call.Query("after");
        var (page, problem) = invites.Run(call.Viewer.Actor, after);
        return problem is not null ? call.Fault(problem) : call.Page<InviteListPage, InviteListModel>(new InviteListModel(page!, after is null), fault);
    }

    private static IResult New(ConsoleCall call, ListGroups groups, NewInviteSent sent, Problem? problem = null) => call.Page<NewInvitePage, NewInviteModel>(
        new NewInviteModel(call.Viewer.May(Permission.GroupsRead) ? groups.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? [] : [], sent), problem);
}
