using System.Text.Json.Nodes;
using System.Text.Json;
using Claviger.Core.Contracts;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Lists_are_whole
{
    [Theory]
    [InlineData("keys list")]
    [InlineData("workspaces list --archived")]
    [InlineData("members list")]
    [InlineData("usage")]
    [InlineData("usage --by day --by key --exact")]
    public async Task Pages_are_followed_to_the_end(string line)
    {
        using var fixture = CliFixture.SignedIn();
        var whole = await fixture.RunAsync(line.Split(' '));
        var wholeJson = await fixture.RunAsync([.. line.Split(' '), "--json"]);

        fixture.Server.PageSize = 1;

        Assert.Equal(whole, await fixture.RunAsync(line.Split(' ')));
        Assert.Equal(wholeJson, await fixture.RunAsync([.. line.Split(' '), "--json"]));
    }

    [Fact]
    public async Task A_server_that_turns_in_circles_is_stopped()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Instead = _ => FakeAdminApi.Answer(new Page<UserView>([fixture.Server.Users[0]], true, "a", "a"));
        var result = await fixture.RunAsync("members", "list");
        Assert.Equal((1, 2), (result.Exit, fixture.Server.Requests.Count));
    }

    [Fact]
    public async Task Json_is_the_servers_own_with_members_that_this_program_does_not_know()
    {
        const string answer = """{"id":"3f1d","zeta":1.50,"type":"organization","name":"A <b>ünïcode</b> & \"x\"","big":12345678901234567890.10}""";
        using var fixture = CliFixture.SignedIn();
        fixture.Typed = fixture.AdminKey;
        fixture.Server.Instead = _ => new(System.Net.HttpStatusCode.OK) { Content = new StringContent(answer) };

        var result = await fixture.RunAsync("login", "--key-stdin", "--json");

        Assert.Equal(
            """
            {
              "id": "3f1d",
              "zeta": 1.50,
              "type": "organization",
              "name": "A <b>ünïcode</b> & \"x\"",
              "big": 12345678901234567890.10
            }

            """, result.Out);
    }

    [Theory]
    [InlineData("keys list")]
    [InlineData("keys get prod-search")]
    [InlineData("workspaces list")]
    [InlineData("workspaces get Staging")]
    [InlineData("usage")]
    [InlineData("status")]
    [InlineData("keys create --workspace Staging --service x")]
    public async Task Json_and_nothing_but_json(string line)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync([.. line.Split(' '), "--json"]);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.NotNull(JsonNode.Parse(result.Out, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }));
    }
}
