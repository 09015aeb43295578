using Claviger.Console.Http;
using Claviger.Control.Requests;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Requests;

/// <summary>What went through the gateway: who, when, which model, how it ended, tokens and cost; never a word of it.</summary>
internal static class RequestPages
{
    public static void MapRequests(this IEndpointRouteBuilder console)
    {
        console.MapGet("/requests", (HttpContext http, RequestReader reader) =>
        {
            var call = ConsoleCall.Of(http);
            if (call.Query("id")?.Trim() is { } id) return ConsoleCall.Go("/requests/" + Uri.EscapeDataString(id));
            var (model, problem) = reader.List(call);
            return call.Page<RequestListPage, RequestListModel>(model, problem);
        }).Needs(Permission.UsageRead);
        console.MapGet("/requests/{id}", (HttpContext http, string id, RequestReader reader, BrowseRequests requests) =>
        {
            var call = ConsoleCall.Of(http);
            return reader.Get(call.Viewer, id) is { } model
                ? call.Page<RequestPage, RequestModel>(model)
                : call.Page<RequestMissingPage, RequestMissingModel>(new RequestMissingModel(id, requests.TimeOf(id)));
        }).Needs(Permission.UsageRead);
    }
}
