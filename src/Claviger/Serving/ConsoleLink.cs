using Claviger.Control.SignIn;

namespace Claviger.Serving;

/// <summary>A link into the console that signs the first administrator in, once.</summary>
internal static class ConsoleLink
{
    /// <summary>The token stands behind the #: browsers keep that to themselves, so no log and no proxy sees it.</summary>
    public static async Task<string> OfAsync(ClavigerServer server, CancellationToken ct) =>
        $"{server.Url}/console/sign-in#{await server.Service<IssueSignInLink>().RunAsync(server.Policy.Current.Organization.Id, server.SystemActor.Member!.Value, ct)}";
}
