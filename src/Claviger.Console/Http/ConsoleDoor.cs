using Claviger.Control.Http;
using Claviger.Control.SignIn;
using Claviger.Control.Status;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Claviger.Console.Http;

/// <summary>
/// Every request of the console passes here, before it is routed: headers, transport, session, and for everything but a read both locks against
/// forged requests. A route can't leave one out.
/// </summary>
internal sealed partial class ConsoleDoor(ReadSession sessions, PolicyHolder policy, RequestIds ids, ConsoleOptions options, DemoData demo, TimeProvider clock, ILogger<ConsoleDoor> log)
{
    private const int MostOfForm = 256 * 1024;

    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        AdminCall.Begin(http, ids, clock);
        ConsoleHeaders.Set(http);
        // The store is asked on this thread, which may be a socket's: leave it to the sockets.
        await Task.Yield();
        try
        {
            if (await RefusalOf(http) is { } refusal) await refusal.ExecuteAsync(http);
            else await next();
        }
        catch (Exception error) when (error is not OperationCanceledException && !http.Response.HasStarted)
        {
            if (StoreFailure.Is(error)) LogStore(AdminCall.RequestId(http), error);
            else LogBug(AdminCall.RequestId(http), error);
            await Plain(StoreFailure.Is(error) ? 503 : 500, StoreFailure.Is(error)
                ? "The store does not answer right now. What can take access away goes on working from the command line: claviger keys revoke, claviger offboard."
                : $"Something went wrong inside Claviger. The server's log has it under {AdminCall.RequestId(http)}.").ExecuteAsync(http);
        }
    }

    private async Task<IResult?> RefusalOf(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments(ConsolePaths.Root + "/assets")) return null;
        if (!SameOrigin.IsSafe(http, options.BehindTls))
            return Plain(403, "The console needs TLS anywhere but on its own machine: set tls.certificate_file, or public_url to the https address of the proxy in front. See docs/operate/console.md.");
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead)
        {
            if (!HttpMethods.IsPost(request.Method)) return Plain(405, "The console takes GET and POST.");
            if (!SameOrigin.Holds(request)) return Plain(403, "This form does not come from the console itself. Nothing was done.");
            if (!await ReadForm(http)) return Plain(400, "This form can't be read: it is too large, or no form.");
        }

        var token = ConsoleCookie.Read(http);
        var origin = Control.Authentication.AdminAuthentication.OriginOf(http);
        if (await sessions.RunAsync(token, origin, http.RequestAborted) is not var (session, member, actor))
        {
            if (request.Path.StartsWithSegments(ConsolePaths.SignIn)) return null;
            return new SeeOther(isRead ? $"{ConsolePaths.SignIn}?return={Uri.EscapeDataString(request.Path + request.QueryString)}" : ConsolePaths.SignIn);
        }

        if (!isRead && !SignInToken.IsFormToken(token!, request.Form["_token"] is [{ } sent] ? sent : null)) return Plain(403, "This form is too old, or not yours. Go back, reload the page and send it again. Nothing was done.");
        http.Features.Set(new ConsoleCall(http, new Viewer(
            session, member, actor, policy.Current.Organization.Name, SignInToken.FormToken(token!), ViewerTastes.Zone(request), ViewerTastes.Theme(request), clock.GetUtcNow(), request.Path, demo.IsDemo)
        {
            IsReading = isRead,
            Note = request.Query["note"] is [{ Length: > 0 and < 40 } note] ? note : null,
        }, options.PublicUrl));
        return null;
    }

    private static async Task<bool> ReadForm(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not (>= 0 and <= MostOfForm)) return false;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { BufferBody = false, ValueCountLimit = 2_000, ValueLengthLimit = MostOfForm, MultipartBodyLengthLimit = MostOfForm }));
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            // PostgreSQL has no text with a NUL in it.
            return !form.Any(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') == true));
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }

    private static PageResult Plain(int status, string text) => new(typeof(Layout.PlainPage), new Dictionary<string, object?> { ["Text"] = text, ["Status"] = status }, status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Console request {RequestId} failed in the store")]
    private partial void LogStore(string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Console request {RequestId} failed")]
    private partial void LogBug(string requestId, Exception error);
}
