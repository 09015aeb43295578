using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>S16: every family of the Admin API that is served, by the methods of the official TypeScript SDK, with its pages and its error classes.</summary>
public sealed class The_TypeScript_SDK_walks_the_organization
{
    [Fact]
    public async Task Every_family_with_its_pages_and_its_errors()
    {
        await using var gateway = await TestGateway.StartAsync();
        var said = await TypeScript.RunAsync(gateway, "organization.mjs");

        foreach (var family in said.EnumerateObject()) TestContext.Current.TestOutputHelper!.WriteLine($"{family.Name}: {family.Value}");
        Assert.Fail("look");
    }

    private static string Text(JsonElement said, string name) => JsonSerializer.Serialize(said.GetProperty(name));
}
