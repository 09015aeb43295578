using Claviger.Console.Http;
using Claviger.Control.Authentication;
using Claviger.Control.SignIn;
using Claviger.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.SignIn;

/// <summary>The doors for strangers. Single sign-on will be one more of them.</summary>
internal static class SignInPages
{
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", IResult (HttpContext http) => http.Features.Get<ConsoleCall>() is null ? Show(http) : new SeeOther(ConsolePaths.Root + "/")).IsOpen();
        console.MapPost("/sign-in/link", (HttpContext http, SignInByLink use) => EnterAsync(http, "link", origin => use.RunAsync(Text(http, "token"), origin, http.RequestAborted))).IsOpen();
        console.MapPost("/sign-in/password", (HttpContext http, SignInByPassword use) =>
            EnterAsync(http, "password", origin => use.RunAsync(Text(http, "email"), Text(http, "password"), Text(http, "code"), origin, http.RequestAborted))).IsOpen();
        console.MapPost("/sign-in/key", (HttpContext http, SignInByAdminKey use) => EnterAsync(http, "key", origin => use.RunAsync(Text(http, "key"), origin, http.RequestAborted))).IsOpen();
        console.MapPost("/sign-out", async (HttpContext http, EndSession use) =>
        {
            var viewer = ConsoleCall.Of(http).Viewer;
            await use.RunAsync(viewer.Actor, viewer.Session, viewer.Session.Id.Value, http.RequestAborted);
            ConsoleCookie.Delete(http);
            // What the browser has kept of these pages goes with the session.
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
            return new SeeOther(ConsolePaths.SignIn);
        }).IsForEverybody();
    }

    private static async Task<IResult> EnterAsync(HttpContext http, string door, Func<Core.Access.RequestOrigin, Task<Outcome<SignedIn>>> enter)
    {
        var (signedIn, problem) = await enter(AdminAuthentication.OriginOf(http));
        if (problem is not null) return Show(http, door, problem);
        ConsoleCookie.Write(http, signedIn!.Token);
        return new SeeOther(ConsolePaths.ReturnPath(Text(http, "return")));
    }

    private static PageResult Show(HttpContext http, string? door = null, Problem? problem = null) => new(
        typeof(SignInPage),
        new Dictionary<string, object?>
        {
            ["Theme"] = ViewerTastes.Theme(http.Request),
            ["Return"] = ConsolePaths.ReturnPath(Text(http, "return") ?? http.Request.Query["return"].FirstOrDefault()),
            ["Door"] = door,
            ["Problem"] = problem,
            ["Email"] = Text(http, "email"),
        }, problem is null ? 200 : Control.Http.ProblemWire.Of(problem.Kind).Status);

    private static string? Text(HttpContext http, string name) => http.Request.HasFormContentType && http.Request.Form[name] is [{ Length: > 0 } text] ? text : null;
}
