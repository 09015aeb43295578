using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Completion_offers_what_comes_next
{
    [Theory]
    [InlineData("claviger ", "keys workspaces usage login completion", "--version")]
    [InlineData("claviger ke", "keys", "usage")]
    [InlineData("claviger keys ", "list get create revoke", "usage")]
    [InlineData("claviger keys list --", "--workspace --status --json", "--expires")]
    [InlineData("claviger keys list --status ", "active inactive archived expired", "list")]
    [InlineData("claviger usage --by ", "key workspace model tier day hour", "keys")]
    [InlineData("claviger profile use ", "default demo", "list")]
    public async Task To_the_suggest_directive(string line, string expected, string notExpected)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Profiles.Save("demo", new("http://127.0.0.1:9090", "clva_x"), makeCurrent: false);

        var result = await fixture.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal((0, ""), (result.Exit, result.Error));
        var offered = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(expected.Split(' ').Except(offered));
        if (line.EndsWith(' ')) Assert.DoesNotContain(notExpected, offered.Where(word => !word.StartsWith('-')));
        Assert.DoesNotContain("/?", offered);
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task To_each_shell(string shell)
    {
        using var fixture = new CliFixture();
        var result = await fixture.RunAsync("completion", shell);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Approved.Matches($"completion-{shell}", result.Out);
    }
}
