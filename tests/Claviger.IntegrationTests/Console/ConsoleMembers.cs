using System.Net;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Console;

/// <summary>Somebody who was invited, and has signed in with the admin key that the invite gave.</summary>
internal static class ConsoleMembers
{
    /// <summary>Of the first administrator, whom visitors sign in as.</summary>
    public static string AdminAddress(this TestGateway gateway) => gateway.Server.Policy.Current.Access.Member(gateway.Server.SystemActor.Member!.Value.Value)!.Email;

    public static async Task<ConsoleVisitor> SignedInAsAsync(this TestGateway gateway, string role, string email = "second@example.com")
    {
        var (_, invite) = await gateway.AdminAsync(HttpMethod.Post, "/invites", new { email, role });
        var (_, accepted) = await gateway.AdminAsync(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite.GetProperty("acceptance_token").GetString(), name = "Second" });
        var visitor = new ConsoleVisitor(gateway);
        var entered = await visitor.PostAsync("/sign-in/key", ("key", accepted.GetProperty("secret").GetString()!));
        if (entered.Status != HttpStatusCode.SeeOther) throw new InvalidOperationException(entered.Text);
        await visitor.GetAsync("/account");
        return visitor;
    }
}
