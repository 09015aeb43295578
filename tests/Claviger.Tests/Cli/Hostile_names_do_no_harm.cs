using System.Text.Json;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Hostile_names_do_no_harm
{
    private const string Hostile = "\u001b[2J\u001b]0;owned\u0007[red]x[/]\u009b31m\u202Eesrever\r\n\u2028\u200b日本";

    [Theory]
    [InlineData("keys list")]
    [InlineData("keys get prod-search")]
    [InlineData("workspaces list")]
    [InlineData("members list")]
    [InlineData("usage")]
    [InlineData("usage --by workspace")]
    [InlineData("keys revoke apikey_01BACKENDBACKENDBACKEN0 --yes")]
    [InlineData("keys disable apikey_01BACKENDBACKENDBACKEN0")]
    [InlineData("status")]
    [InlineData("keys list --json")]
    [InlineData("keys update prod-search --name prod-other")]
    public async Task They_are_shown_by_number_on_a_terminal(string line)
    {
        using var fixture = Attacked();

        var result = await fixture.RunAsync(line.Split(' '));

        Assert.Equal(0, result.Exit);
        Assert.DoesNotContain(result.Out + result.Error, c => c != '\n' && (char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator));
        Assert.Contains("\\u001", result.Out + result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task They_look_like_this()
    {
        using var fixture = Attacked();
        fixture.Width = 140;
        Approved.Matches("hostile", await fixture.TranscriptAsync(["keys", "list"], ["workspaces", "list"]));
    }

    [Fact]
    public async Task Json_keeps_them_to_the_character()
    {
        using var fixture = Attacked();
        var result = await fixture.RunAsync("workspaces", "list", "--json");
        var page = JsonSerializer.Deserialize<Page<WorkspaceView>>(result.Out, WireJson.Options)!;
        Assert.Equal(Hostile, page.Data[1].Name);
    }

    [Fact]
    public async Task Error_messages_are_neutralised_too()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Instead = _ => FakeAdminApi.Error(System.Net.HttpStatusCode.BadRequest, "invalid\u001b_request", Hostile, "name\u001b[0m");
        var result = await fixture.RunAsync("members", "list");
        Assert.Equal(1, result.Exit);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.DoesNotContain('\u009b', result.Error);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("https://example.com/a", "https://example.com/a")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("$(rm -rf ~)", "'$(rm -rf ~)'")]
    [InlineData("it's", "'it'\\''s'")]
    public void Lines_to_paste_are_quoted(string text, string expected) => Assert.Equal(expected, ShellText.Quote(text));

    private static CliFixture Attacked()
    {
        var fixture = CliFixture.SignedIn();
        fixture.Terminal = true;
        var server = fixture.Server;
        server.Workspaces[1] = server.Workspaces[1] with { Name = Hostile };
        server.Keys[0] = server.Keys[0] with { Name = Hostile, Service = Hostile };
        server.Keys[1] = server.Keys[1] with { PartialKeyHint = Hostile, Service = Hostile };
        server.Users[0] = server.Users[0] with { Name = Hostile };
        server.Status = server.Status with { Upstream = Hostile };
        return fixture;
    }
}
