using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Http;

/// <summary>One Admin API call: who acts, what the body says, the use case, the answer. Endpoints say only what is particular to them.</summary>
internal static partial class AdminCall
{
    public const string LegacyVersion = "2023-06-01";
    public const string CurrentVersion = "2026-10-21";

    private static readonly object RequestIdKey = new();

    public static string RequestId(HttpContext http) => (string)http.Items[RequestIdKey]!;

    public static void Begin(HttpContext http, RequestIds ids, TimeProvider clock)
    {
        var id = RequestIds.Text(ids.Next(clock.GetUtcNow().ToUnixTimeMilliseconds()));
        http.Items[RequestIdKey] = id;
        http.Response.Headers["request-id"] = id;
    }

    public static Task<Answer<TBody, TAnswer>> RunAsync<TBody, TAnswer>(HttpContext http, Func<Actor, TBody, CancellationToken, Task<Outcome<TAnswer>>> act)
        where TBody : class where TAnswer : class =>
        GuardAsync<TBody, TAnswer>(http, async actor =>
        {
            var (body, problem) = await AdminBody.ReadAsync<TBody>(http);
            if (problem is not null || new AdminQuery(http).Finish() is { } unknown && (problem = unknown) is not null) return problem!;
            return await act(actor, body!, http.RequestAborted);
        });

    public static Task<Answer<NoFields, TAnswer>> RunAsync<TAnswer>(HttpContext http, Func<Actor, CancellationToken, Task<Outcome<TAnswer>>> act) where TAnswer : class =>
        GuardAsync<NoFields, TAnswer>(http, async actor =>
        {
            // SDKs send no body here; one with fields would otherwise be ignored without a word.
            var problem = !HttpMethods.IsGet(http.Request.Method) ? await AdminBody.FaultInEmptyAsync(http) : null;
            problem ??= new AdminQuery(http).Finish();
            return problem is not null ? problem : await act(actor, http.RequestAborted);
        });

    public static Task<Answer<NoFields, TAnswer>> RunAsync<TAnswer>(HttpContext http, Func<Actor, AdminQuery, Outcome<TAnswer>> read) where TAnswer : class =>
        GuardAsync<NoFields, TAnswer>(http, actor => Task.FromResult(read(actor, new AdminQuery(http))));

    /// <summary>For reads that must be recorded first, or wait for something.</summary>
    public static Task<Answer<NoFields, TAnswer>> RunAsync<TAnswer>(HttpContext http, Func<Actor, AdminQuery, CancellationToken, Task<Outcome<TAnswer>>> read) where TAnswer : class =>
        GuardAsync<NoFields, TAnswer>(http, actor => read(actor, new AdminQuery(http), http.RequestAborted));

    /// <summary>For a call that nobody has authenticated: its use case verifies a signature over the body.</summary>
    public static Task<Answer<NoFields, TAnswer>> RunSignedAsync<TAnswer>(HttpContext http, Func<HttpContext, Task<Outcome<TAnswer>>> act) where TAnswer : class =>
        GuardAsync<NoFields, TAnswer>(http, _ => act(http));

    /// <summary>For answers that are streamed: a fault on the way cuts the connection, so that half an answer can't pass for a whole one.</summary>
    public static Task<Answer<NoFields, StreamedAnswer>> StreamAsync(HttpContext http, Func<Actor, AdminQuery, CancellationToken, Task<Outcome<StreamedAnswer>>> read) =>
        GuardAsync<NoFields, StreamedAnswer>(http, actor => read(actor, new AdminQuery(http), http.RequestAborted), async answer =>
        {
            http.Response.Headers.CacheControl = "no-store";
            http.Response.ContentType = answer.ContentType;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{answer.FileName}\"";
            try
            {
                await answer.WriteAsync(http.Response.Body, http.RequestAborted);
            }
            catch (Exception error) when (StoreFailure.Is(error))
            {
                LogStore(LogOf(http), RequestId(http), error);
                http.Abort();
            }
        });

    /// <summary>What no use case expected: a body that broke off, or a bug. The inside goes to the log, never to the caller.</summary>
    public static Task FailAsync(HttpContext http, Exception error)
    {
        if (error is BadHttpRequestException or EndOfStreamException) return AdminResponse.WriteAsync(http, new Problem(ProblemKind.InvalidRequest, "body: ended before its content-length"));
        LogBug(LogOf(http), RequestId(http), error);
        return AdminResponse.WriteAsync(http, new Problem(ProblemKind.Internal, "something went wrong inside Claviger; the request id finds it in the log"));
    }

    private static ILogger LogOf(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Claviger.AdminApi");

    /// <summary>
    /// Store failures become a 503: the caller may look whether the change was made, and try again. A change that is stored but not
    /// enforced is told apart, because a revocation that isn't in force must not pass for one.
    /// </summary>
    private static async Task<Answer<TBody, TAnswer>> GuardAsync<TBody, TAnswer>(HttpContext http, Func<Actor, Task<Outcome<TAnswer>>> act, Func<TAnswer, Task>? write = null) where TAnswer : class
    {
        Outcome<TAnswer> outcome;
        try
        {
            outcome = await act(http.Features.Get<Actor>()!); // null on a route that is open to strangers, whose use case takes none
        }
        catch (NotInForceException error)
        {
            LogStore(LogOf(http), RequestId(http), error);
            outcome = new Problem(ProblemKind.Unavailable, "the change is stored but not in force: the gateway still works by the old policy, and goes on trying; the server's log has the cause");
        }
        catch (Exception error) when (StoreFailure.Is(error))
        {
            LogStore(LogOf(http), RequestId(http), error);
            outcome = new Problem(ProblemKind.Unavailable, HttpMethods.IsGet(http.Request.Method)
                ? "the store can't be read right now; try again"
                : "the store can't take this change right now; whether it was made can be seen by reading it back");
        }

        if (write is not null && outcome.Value is { } value) await write(value);
        else await AdminResponse.WriteAsync(http, outcome);
        return Answer<TBody, TAnswer>.Written;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Admin call {RequestId} failed in the store")]
    private static partial void LogStore(ILogger log, string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Admin call {RequestId} failed")]
    private static partial void LogBug(ILogger log, string requestId, Exception error);
}
