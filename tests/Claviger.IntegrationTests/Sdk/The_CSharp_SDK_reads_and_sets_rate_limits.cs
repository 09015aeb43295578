using Anthropic;
using Anthropic.Models.Organization.RateLimits;
using Anthropic.Models.Organization.Workspaces.RateLimits;
using Claviger.Control.Rates;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using OrganizationList = Anthropic.Models.Organization.RateLimits.RateLimitListParams;
using WorkspaceList = Anthropic.Models.Organization.Workspaces.RateLimits.RateLimitListParams;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>Anthropic's rate limit client against ours, checking every object it gets.</summary>
public sealed class The_CSharp_SDK_reads_and_sets_rate_limits(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Fact]
    public async Task Of_the_organization_and_of_a_workspace()
    {
        await _gateway.Server.Service<SetOrganizationTier>().RunAsync(_gateway.Server.SystemActor, new SetOrganizationTierRequest("build"), default);
        using var client = Sdk.Client(_gateway, _gateway.AdminKey);
        var workspace = _gateway.Key.ApiKey.Scope.WorkspaceId;

        var all = await (await client.Organization.RateLimits.List(new OrganizationList { Limit = 3 })).AllAsync();
        var haiku = Assert.Single(await (await client.Organization.RateLimits.List(new OrganizationList { Model = "claude-haiku-4-5" })).AllAsync());
        var set = await client.Organization.Workspaces.RateLimits.Update(haiku.ID, new RateLimitUpdateParams
        {
            WorkspaceID = workspace,
            Limits = [new WorkspaceRateLimitUpdateValue { Type = "requests_per_minute", Value = 50 }],
        });
        var own = await (await client.Organization.Workspaces.RateLimits.List(workspace)).AllAsync();
        var inherited = await (await client.Organization.Workspaces.RateLimits.List(workspace, new WorkspaceList { IncludeInherited = true })).AllAsync();
        await client.Organization.Workspaces.RateLimits.Update(haiku.ID, new RateLimitUpdateParams
        {
            WorkspaceID = workspace,
            Limits = [new WorkspaceRateLimitUpdateValue { Type = "requests_per_minute", Value = null }],
        });

        Assert.Equal(16, all.Count);
        Assert.Equal(["requests_per_minute", "input_tokens_per_minute_cache_aware", "output_tokens_per_minute"], haiku.Limits.Select(limit => limit.Type));
        Assert.Equal((50, 5_000L), (Assert.Single(set.Limits).Value, Assert.Single(set.Limits).OrgLimit));
        Assert.Equal(haiku.ID, Assert.Single(own).RateLimitID);
        Assert.Equal(16, inherited.Count);
        Assert.Empty(await (await client.Organization.Workspaces.RateLimits.List(workspace)).AllAsync());
    }
}
