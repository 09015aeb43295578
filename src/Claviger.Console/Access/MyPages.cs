using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Access;

/// <summary>What everybody may see of themselves, whatever their role.</summary>
internal static class MyPages
{
    private const string Room = "/my";

    public static void MapMy(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, MyReader reader) => reader.Show(ConsoleCall.Of(http), new AskSent(null, null, null))).IsForEverybody();
        console.MapPost(Room + "/requests", async (HttpContext http, AskForIncrease use, MyReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            var sent = new AskSent(call.Field("limit"), call.Field("amount"), call.Field("reason"));
            if (reader.LimitOf(call, sent.Limit) is not { } limit) return reader.Show(call, sent, Problem.Invalid("limit", "choose the limit that is too low"));
            var (cents, fault) = DollarField.Read(sent.Amount, "amount");
            if (cents is null) return reader.Show(call, sent, fault);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, new AskForIncreaseRequest(cents, sent.Reason ?? "", ScopeOf(limit.Scope), limit.Period), call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "asked") : reader.Show(call, sent, problem);
        }).IsForEverybody();
    }

    private static Dictionary<string, string> ScopeOf(SpendLimitScopeView scope)
    {
        var words = new Dictionary<string, string> { ["type"] = scope.Type };
        if (scope.WorkspaceId is { } workspace) words["workspace_id"] = workspace;
        if (scope.ApiKeyId is { } key) words["api_key_id"] = key;
        if (scope.UserId is { } user) words["user_id"] = user;
        return words;
    }
}
