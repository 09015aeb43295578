using Anthropic.Models.Beta.Organization.SpendLimits;
using Anthropic.Models.Beta.Organization.SpendLimits.Effective;
using Anthropic.Models.Beta.Organization.SpendLimits.IncreaseRequests;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>Anthropic's own client of the spend limits API against ours, checking every object it gets.</summary>
public sealed class The_CSharp_SDK_sets_spend_limits(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Fact]
    public async Task A_limit_lives_from_setting_to_deletion()
    {
        using var client = Sdk.Client(_gateway, _gateway.AdminKey);
        var limits = client.Beta.Organization.SpendLimits;
        var user = _gateway.Key.ApiKey.Owner.Id;

        var set = await limits.Set(new SpendLimitSetParams { Scope = new BetaSpendLimitUserScope { UserID = user }, Amount = "50000", Period = "monthly" });
        var found = await limits.Retrieve(set.ID);
        var listed = await (await limits.List(new SpendLimitListParams { Limit = 1 })).AllAsync();
        var effective = await (await limits.Effective.List(new EffectiveListParams { UserIds = [user] })).AllAsync();
        var deleted = await limits.Delete(set.ID);

        Assert.Equal("50000", found.Amount);
        Assert.Contains(listed, limit => limit.ID == set.ID);
        Assert.Equal("0", Assert.Single(effective).PeriodToDateSpend);
        Assert.Equal(set.ID, deleted.ID);
        Assert.Empty(await (await limits.List()).AllAsync());
    }

    [Fact]
    public async Task Requests_for_higher_ones_are_listed_and_decided()
    {
        using var client = Sdk.Client(_gateway, _gateway.AdminKey);
        var (limits, requests) = (client.Beta.Organization.SpendLimits, client.Beta.Organization.SpendLimits.IncreaseRequests);
        var people = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var person = await _gateway.JoinAsync("user");
            await limits.Set(new SpendLimitSetParams { Scope = new BetaSpendLimitUserScope { UserID = person.Id }, Amount = "5000", Period = "monthly" });
            people.Add((await _gateway.Ok(HttpMethod.Post, "/spend_limit_increase_requests", new { amount = "8000", reason = "evaluation" }, person.Secret)).Text("id"));
        }

        var listed = await (await requests.List(new IncreaseRequestListParams { Limit = 1 })).AllAsync();
        var approved = await requests.Approve(people[0], new IncreaseRequestApproveParams { SpendLimitIncreaseRequestID = people[0], Amount = "8000" });
        var denied = await requests.Deny(people[1], new IncreaseRequestDenyParams { SpendLimitIncreaseRequestID = people[1] });

        Assert.Equal([people[1], people[0]], listed.Select(request => request.ID));
        Assert.All(listed, request => Assert.Equal("5000", request.SpendSummary!.Amount));
        Assert.Equal("8000", approved.SpendLimit!.Amount);
        Assert.Equal("denied", denied.Status.Raw());
        Assert.NotNull((await requests.Retrieve(people[0])).ResolvedAt);
    }
}
