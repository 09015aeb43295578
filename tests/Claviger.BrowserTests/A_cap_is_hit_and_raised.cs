using System.Net;
using System.Text.RegularExpressions;

namespace Claviger.BrowserTests;

/// <summary>S13, R17: a refusal names its limit, its page shows it, and a higher cap holds for the next request.</summary>
public sealed class A_cap_is_hit_and_raised(MonthFixture month) : IClassFixture<MonthFixture>
{
    [Fact]
    public async Task In_one_page_from_the_refusal()
    {
        var (visit, demo) = (month.Visit, month.Demo);
        var workspace = (await demo.AdminAsync(HttpMethod.Get, "/workspaces")).GetProperty("data").EnumerateArray().First(one => one.GetProperty("name").GetString() == "Development").GetProperty("id").GetString();
        var made = await demo.AdminAsync(HttpMethod.Post, "/api_keys", new { workspace_id = workspace, service = "capped" });
        var (id, secret) = (made.GetProperty("api_key").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        await demo.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = id }, period = "monthly", amount = "0.01" });
        var (refused, why) = await demo.MessageAsync(secret, maxTokens: 4_000);
        Assert.True(refused is HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden, $"{refused} {why}");

        await visit.GotoAsync($"/keys/{id}");
        await visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Limits that cover this key" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "this key" }).ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/limits/spl_"));
        await visit.Field("Monthly amount in dollars").FillAsync("5");
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await Expect(visit.Field("Monthly amount in dollars")).ToHaveValueAsync(new Regex("^5"));

        Assert.Equal(HttpStatusCode.OK, (await demo.MessageAsync(secret, maxTokens: 4_000)).Status);
    }
}
