using Claviger.Console.Http;
using Claviger.Control.SignIn;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.SignIn;

/// <summary>One's own password, second factor and sessions.</summary>
internal static class AccountPages
{
    private const string Home = "/account";

    public static void MapAccount(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, Show).IsForEverybody();
        console.MapPost(Home + "/password", async (HttpContext http, SetPassword use, StepUp confirm, EndSession sessions, LocalPasswords passwords, SetAuthenticator authenticator) =>
        {
            var call = ConsoleCall.Of(http);
            var problem = call.Raw("password") != call.Raw("again") ? Problem.Invalid("again", "the two are not the same") : await confirm.FaultInAsync(call);
            problem ??= await use.RunAsync(call.Viewer.Actor, call.Viewer.Session, call.Viewer.Member, call.Raw("password"), call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "password-set") : Page(call, sessions, passwords, authenticator, problem);
        }).IsForEverybody();
        console.MapPost(Home + "/authenticator", async (HttpContext http, SetAuthenticator use, StepUp confirm, EndSession sessions, LocalPasswords passwords) =>
        {
            var call = ConsoleCall.Of(http);
            var problem = await confirm.FaultInAsync(call) ?? await use.AddAsync(call.Viewer.Actor, call.Viewer.Session, call.Viewer.Member, call.Field("sealed"), call.Field("code"), call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "authenticator-added") : Page(call, sessions, passwords, use, problem, call.Field("sealed"));
        }).IsForEverybody();
        console.MapPost(Home + "/authenticator/remove", async (HttpContext http, SetAuthenticator use, StepUp confirm, EndSession sessions, LocalPasswords passwords) =>
        {
            var call = ConsoleCall.Of(http);
            var problem = await confirm.FaultInAsync(call) ?? await use.RemoveAsync(call.Viewer.Actor, call.Viewer.Session, call.Viewer.Member, call.Aborted);
            return problem is null ? ConsoleCall.Go(Home, "authenticator-removed") : Page(call, sessions, passwords, use, problem);
        }).IsForEverybody();
        console.MapPost(Home + "/sessions/{id}/end", async (HttpContext http, string id, EndSession use) =>
        {
            var call = ConsoleCall.Of(http);
            await use.RunAsync(call.Viewer.Actor, call.Viewer.Session, id, call.Aborted);
            return ConsoleCall.Go(Home, "signed-out-one");
        }).IsForEverybody();
        console.MapPost(Home + "/sessions/end", async (HttpContext http, EndSession use) =>
        {
            var call = ConsoleCall.Of(http);
            await use.OthersAsync(call.Viewer.Actor, call.Viewer.Session, call.Aborted);
            return ConsoleCall.Go(Home, "signed-out-others");
        }).IsForEverybody();
    }

    private static IResult Show(HttpContext http, EndSession sessions, LocalPasswords passwords, SetAuthenticator authenticator) => Page(ConsoleCall.Of(http), sessions, passwords, authenticator);

    private static IResult Page(ConsoleCall call, EndSession sessions, LocalPasswords passwords, SetAuthenticator authenticator, Problem? problem = null, string? sealedSecret = null)
    {
        var viewer = call.Viewer;
        var account = passwords.AccountOf(viewer.Member.Id);
        AuthenticatorProposal? proposal = null;
        if (account is { Authenticator: null })
        {
            // The same one again after a wrong code: the app has it already.
            var (secret, address, box) = authenticator.Propose(viewer.Session, viewer.Member, $"Claviger {viewer.OrganizationName}", sealedSecret);
            proposal = new AuthenticatorProposal(secret, address, box);
        }

        return call.Page<AccountPage, AccountModel>(
            new AccountModel(viewer.Member.Role == OrganizationRole.Admin, account?.PasswordSetAt, account?.Authenticator is not null, proposal, sessions.Mine(viewer.Session)), problem);
    }
}
