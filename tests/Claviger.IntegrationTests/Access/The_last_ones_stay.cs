using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>An organization without a member or an admin could be looked after by nobody.</summary>
public sealed class The_last_ones_stay
{
    [Fact]
    public async Task The_last_member_and_the_last_admin()
    {
        await using var gateway = await TestGateway.StartAsync();
        var admin = (await gateway.Ok(HttpMethod.Get, "/users")).GetProperty("data")[0].Text("id");

        Assert.Equal((400, "cannot_remove_last_member"), Short(await gateway.Refused(HttpMethod.Delete, "/users/" + admin)));
        Assert.Equal((400, "cannot_remove_last_admin"), Short(await gateway.Refused(HttpMethod.Post, "/users/" + admin, new { role = "user" })));
        await gateway.JoinAsync("developer");
        Assert.Equal((400, "cannot_remove_last_admin"), Short(await gateway.Refused(HttpMethod.Delete, "/users/" + admin)));

        var second = await gateway.JoinAsync("admin");
        await gateway.Ok(HttpMethod.Delete, "/users/" + admin, key: second.Secret);
        Assert.Equal((400, "cannot_remove_last_admin"), Short(await gateway.Refused(HttpMethod.Post, "/users/" + second.Id, new { role = "billing" }, second.Secret)));
    }

    [Fact]
    public async Task Where_the_operator_keeps_Anthropics_rule_admins_are_out_of_reach()
    {
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { AdminsByApi = false, EmailDomains = ["example.org"], MostMembers = 3 });
        var admin = (await gateway.Ok(HttpMethod.Get, "/users")).GetProperty("data")[0].Text("id");
        var person = await gateway.JoinAsync("developer");

        Assert.Equal(400, (await gateway.Refused(HttpMethod.Post, "/users/" + person.Id, new { role = "admin" })).Status);
        Assert.Equal(400, (await gateway.Refused(HttpMethod.Post, "/users/" + admin, new { role = "user" })).Status);
        Assert.Equal(400, (await gateway.Refused(HttpMethod.Delete, "/users/" + admin)).Status);
        Assert.Equal(400, (await gateway.Refused(HttpMethod.Post, "/invites", new { email = "x@example.org", role = "admin" })).Status);
        Assert.Equal((400, "email_domain_not_allowed"), Short(await gateway.Refused(HttpMethod.Post, "/invites", new { email = "x@example.com", role = "user" })));
        await gateway.Ok(HttpMethod.Post, "/invites", new { email = "x@example.org", role = "user" });
        Assert.Equal((400, "org_member_limit_exceeded"), Short(await gateway.Refused(HttpMethod.Post, "/invites", new { email = "y@example.org", role = "user" })));
    }

    private static (int, string?) Short((int Status, string Message, string? Code) refused) => (refused.Status, refused.Code);
}
