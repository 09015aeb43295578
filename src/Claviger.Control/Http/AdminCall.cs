using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Usage;
using Claviger.Storage;
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

    public static Task RunAsync<TBody, TAnswer>(HttpContext http, Func<Actor, TBody, CancellationToken, Task<Outcome<TAnswer>>> act)
        where TBody : class where TAnswer : class =>
        GuardAsync(http, async actor =>
        {
            var (body, problem) = await AdminBody.ReadAsync<TBody>(http);
            if (problem is not null || new AdminQuery(http).Finish() is { } unknown && (problem = unknown) is not null) return problem!;
            return await act(actor, body!, http.RequestAborted);
        });

    public static Task RunAsync<TAnswer>(HttpContext http, Func<Actor, CancellationToken, Task<Outcome<TAnswer>>> act) where TAnswer : class =>
        GuardAsync(http, async actor => new AdminQuery(http).Finish() is { } unknown ? unknown : await act(actor, http.RequestAborted));

    public static Task RunAsync<TAnswer>(HttpContext http, Func<Actor, AdminQuery, Outcome<TAnswer>> read) where TAnswer : class =>
        GuardAsync(http, actor => Task.FromResult(read(actor, new AdminQuery(http))));

    /// <summary>Store failures become 503 with a way to retry; anything else unexpected is a 500 that says nothing of the inside.</summary>
    private static async Task GuardAsync<TAnswer>(HttpContext http, Func<Actor, Task<Outcome<TAnswer>>> act) where TAnswer : class
    {
        Outcome<TAnswer> outcome;
        try
        {
            outcome = await act(http.Features.Get<Actor>()!);
        }
        catch (StorageException error)
        {
            LogStore(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Claviger.AdminApi"), RequestId(http), error);
            outcome = new Problem(ProblemKind.Unavailable, "the store can't take this change right now; whether it was made can be seen by reading it back");
        }

        await AdminResponse.WriteAsync(http, outcome);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Admin call {RequestId} failed in the store")]
    private static partial void LogStore(ILogger log, string requestId, Exception error);
}
