using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Settings_are_changed(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    [Fact]
    public async Task From_what_they_are_at_install()
    {
        var name = fixture.Gateway.Server.Policy.Current.Organization.Name;
        Assert.Equal($$"""{"type":"organization_settings","name":"{{name}}","time_zone":"UTC","spend_refusals":"billing_error"}""", (await fixture.Admin.GetAsync("/settings")).GetRawText());
        await fixture.LeavesAsync([], () => fixture.Admin.PostAsync("/settings", "{}"));
        await fixture.LeavesAsync([], () => fixture.Admin.PostAsync("/settings", new { time_zone = "UTC" }));

        var zone = await fixture.LeavesAsync(["organization_updated"], () => fixture.Admin.PostAsync("/settings", new { time_zone = "America/New_York" }));
        var both = await fixture.LeavesAsync(["organization_updated"], () => fixture.Admin.PostAsync("/settings", new { spend_refusals = "invalid_request_error" }));
        Assert.Equal($$"""{"type":"organization_settings","name":"{{name}}","time_zone":"America/New_York","spend_refusals":"billing_error"}""", zone.GetRawText());
        Assert.Equal($$"""{"type":"organization_settings","name":"{{name}}","time_zone":"America/New_York","spend_refusals":"invalid_request_error"}""", both.GetRawText());

        var renamed = await fixture.LeavesAsync(["organization_updated"], () => fixture.Admin.PostAsync("/settings", new { name = "Example Holding" }));
        Assert.Equal("Example Holding", renamed.GetProperty("name").GetString());
        Assert.Equal("Example Holding", (await fixture.Admin.GetAsync("/me")).GetProperty("name").GetString());

        var policy = fixture.Gateway.Server.Policy.Current;
        Assert.Equal(("America/New_York", Claviger.Core.Limits.SpendRefusalStyle.InvalidRequest), (policy.Organization.TimeZone, policy.Organization.SpendRefusals));
        Assert.Equal("America/New_York", policy.Calendar.Zone.Id);
    }
}
