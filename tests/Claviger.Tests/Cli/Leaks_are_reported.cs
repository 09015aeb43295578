using System.Text.Json;
using Claviger.Core.Keys;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Leaks_are_reported
{
    [Fact]
    public async Task Every_token_in_the_text_once_and_nothing_else_of_it()
    {
        using var fixture = CliFixture.SignedIn();
        var (key, admin, wrong) = (KeyToken.New(KeyTokenKind.ApiKey), KeyToken.New(KeyTokenKind.AdminKey), KeyToken.ApiKeyPrefix + new string('x', 60));
        fixture.Typed = $"# the password of the cellar is swordfish\nANTHROPIC_API_KEY={key}\n{{\"a\":\"{admin}\",\"b\":\"{key}\"}}\n{wrong}\n";
        var result = await fixture.RunAsync("keys", "report-leak", "--yes", "--seen-at", "https://example.org/x", "--policy", "revoke");

        Assert.Equal(0, result.Exit);
        var body = JsonSerializer.Deserialize<JsonElement>(Assert.Single(fixture.Server.Bodies));
        Assert.Equal([key, admin, wrong], body.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!));
        Assert.Equal(("https://example.org/x", "revoke"), (body.GetProperty("url").GetString(), body.GetProperty("policy").GetString()));
        Assert.DoesNotContain("swordfish", fixture.Server.Bodies[0]);
        foreach (var token in new[] { key, admin, wrong })
        {
            Assert.DoesNotContain(token[16..40], result.Out + result.Error);
            Assert.Contains(KeyToken.Hint(token), result.Out);
        }

        Assert.Contains("secret ended", result.Out);
        Assert.Contains("key revoked", result.Out);
        Assert.Contains("claviger keys rotate", result.Error);
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_sent()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Typed = KeyToken.New(KeyTokenKind.ApiKey);
        var result = await fixture.RunAsync("keys", "report-leak");
        Assert.Equal(2, result.Exit);
        Assert.Contains("1 token found", result.Error);
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("keys report-leak --yes", "no token of Claviger's")]
    [InlineData("keys report-leak --yes --policy shrug", "--policy takes revoke, quarantine, report")]
    [InlineData("keys report-leak --yes clvk_on_the_command_line", "doesn't belong on the command line")]
    public async Task What_cannot_be_reported_is_refused_before_anything_is_sent(string line, string reason)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Typed = "clvk_tooshort\n";
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.NotEqual(0, result.Exit);
        Assert.Contains(reason, result.Error);
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task Patterns_are_printed_without_a_server()
    {
        using var fixture = new CliFixture();
        Assert.Equal(
            ["claviger_api_key \\bclvk_[0-9A-Za-z]{60}\\b", "claviger_admin_api_key \\bclva_[0-9A-Za-z]{60}\\b", "claviger_invite_token \\bclvi_[0-9A-Za-z]{60}\\b"],
            (await fixture.RunAsync("keys", "patterns")).Out.TrimEnd('\n').Split('\n').Select(line => line.Replace('\t', ' ')));
        var json = JsonSerializer.Deserialize<JsonElement>((await fixture.RunAsync("keys", "patterns", "--json")).Out);
        Assert.All(json.EnumerateArray(), line => Assert.Equal(["type", "pattern"], line.EnumerateObject().Select(field => field.Name)));
    }
}
