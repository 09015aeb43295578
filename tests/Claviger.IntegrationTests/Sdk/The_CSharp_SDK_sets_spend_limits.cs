using Anthropic.Models.Beta.Organization.SpendLimits;
using Anthropic.Models.Beta.Organization.SpendLimits.Effective;
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
}
