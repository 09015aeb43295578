using Claviger.Console.Http;
using Claviger.Control.Access;
using Claviger.Control.Rotation;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Rotation;

/// <summary>Places that new secrets are brought to. Their own credentials are typed in and never shown again.</summary>
internal static class SecretSinkPages
{
    private const string Home = "/settings/rotation/sinks";

    public static void MapSecretSinks(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, (HttpContext http, ListSecretSinks sinks, ListRotationPolicies policies, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var (all, problem) = sinks.Run(call.Viewer.Actor);
            return problem is not null ? call.Fault(problem) : call.Page<SinkListPage, SinkListModel>(new SinkListModel(all!.Data, UsedBy(call, policies, names)));
        }).Needs(Permission.SecretSinksRead);
        console.MapGet(Home + "/new", (HttpContext http) =>
        {
            var call = ConsoleCall.Of(http);
            return call.Query("kind") is { } kind && SinkKindNames.All.ContainsKey(kind) ? Show(call, kind, null, null, new SecretSinkSettings()) : call.Page<NewSinkPage, IReadOnlyList<string>>([.. SinkKindNames.All.Keys]);
        }).Needs(Permission.SecretSinksUpdate);
        console.MapPost(Home + "/new", async (HttpContext http, PutSecretSink use, ListSecretSinks sinks, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            var name = call.Field("name") ?? "";
            if (Find(call, name, sinks) is not null) return Show(call, call.Field("kind") ?? "", null, name, Read(call), Problem.Conflict("name", "there is a sink of this name already", "sink_name_taken"));
            return await PutAsync(call, name, null, use, confirm);
        }).Needs(Permission.SecretSinksUpdate);
        console.MapGet(Home + "/{name}", (HttpContext http, string name, ListSecretSinks sinks) =>
        {
            var call = ConsoleCall.Of(http);
            return Find(call, name, sinks) is { } sink ? Show(call, sink.Kind, sink, sink.Name, sink.Settings) : call.Fault(Problem.NotFound("secret sink"));
        }).Needs(Permission.SecretSinksRead);
        console.MapPost(Home + "/{name}", async (HttpContext http, string name, PutSecretSink use, ListSecretSinks sinks, StepUp confirm) =>
        {
            var call = ConsoleCall.Of(http);
            return await PutAsync(call, name, Find(call, name, sinks), use, confirm);
        }).Needs(Permission.SecretSinksUpdate);
        console.MapPost(Home + "/{name}/delete", async (HttpContext http, string name, DeleteSecretSink use, ListSecretSinks sinks) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, name, call.Aborted);
            if (problem is null) return ConsoleCall.Go(Home, "sink-deleted");
            return Find(call, name, sinks) is { } sink ? Show(call, sink.Kind, sink, name, sink.Settings, problem) : call.Fault(problem);
        }).Needs(Permission.SecretSinksUpdate);
    }

    private static async Task<IResult> PutAsync(ConsoleCall call, string name, SecretSinkView? before, PutSecretSink use, StepUp confirm)
    {
        var (kind, sent) = (call.Field("kind") ?? before?.Kind ?? "", Read(call));
        if (await confirm.FaultInAsync(call) is { } fault) return Show(call, kind, before, name, sent, fault);
        var (_, problem) = await use.RunAsync(
            call.Viewer.Actor, name,
            new PutSecretSinkRequest(kind, sent.Url, sent.Path, sent.Command, sent.Field, sent.Mount, sent.Namespace, sent.RoleId, sent.AuthMount, sent.SecretName, sent.CaCertificate, call.Field("credential")), call.Aborted);
        return problem is null ? ConsoleCall.Go(Home, "sink-put") : Show(call, kind, before, name, sent, problem);
    }

    private static IResult Show(ConsoleCall call, string kind, SecretSinkView? sink, string? name, SecretSinkSettings sent, Problem? problem = null) =>
        call.Page<SinkPage, SinkModel>(new SinkModel(kind, sink, name, sent), problem);

    private static SecretSinkSettings Read(ConsoleCall call) => new(
        call.Field("url"), call.Field("path"), call.Field("command"), call.Field("field"), call.Field("mount"), call.Field("namespace"), call.Field("role_id"), call.Field("auth_mount"), call.Field("secret_name"),
        call.Field("ca_certificate"));

    private static SecretSinkView? Find(ConsoleCall call, string name, ListSecretSinks sinks) => sinks.Run(call.Viewer.Actor).Value?.Data.FirstOrDefault(sink => sink.Name == name);

    private static ILookup<string, string> UsedBy(ConsoleCall call, ListRotationPolicies policies, NameThings names)
    {
        var set = (policies.Run(call.Viewer.Actor).Value?.Data ?? []).Where(policy => policy.Sink is { Length: > 0 }).ToList();
        var known = names.Run(call.Viewer.Actor, set.Select(policy => policy.ScopeId));
        return set.ToLookup(policy => policy.Sink!, policy => known.GetValueOrDefault(policy.ScopeId, policy.ScopeId));
    }
}
