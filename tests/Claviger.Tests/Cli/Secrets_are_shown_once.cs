using Claviger.Cli.Profiles;
using Claviger.Core.Keys;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Secrets_are_shown_once
{
    [Fact]
    public async Task Creating_a_key_shows_it_with_a_line_to_paste()
    {
        using var fixture = CliFixture.SignedIn();
        Approved.Matches("key-created", await fixture.TranscriptAsync(["keys", "create", "--workspace", "Production", "--service", "recommendation-service"]));
    }

    [Fact]
    public async Task The_secret_goes_to_stdout_and_the_warning_to_stderr()
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("keys", "create", "--workspace", "Production", "--service", "search");
        Assert.Contains(FakeAdminApi.Secret, result.Out);
        Assert.DoesNotContain(FakeAdminApi.Secret, result.Error);
        Assert.Contains("Shown once", result.Error);
    }

    [Fact]
    public async Task Secret_only_prints_nothing_else()
    {
        using var fixture = CliFixture.SignedIn();
        Assert.Equal(new CliResult(0, FakeAdminApi.Secret + "\n", ""), await fixture.RunAsync("keys", "create", "--workspace", "Production", "--service", "search", "--secret-only"));
    }

    [Theory]
    [InlineData("keys list")]
    [InlineData("keys list --json")]
    [InlineData("keys get prod-search")]
    [InlineData("keys get prod-search --json")]
    [InlineData("keys disable prod-search --json")]
    [InlineData("keys revoke prod-search --yes --json")]
    public async Task Nothing_else_shows_a_secret(string line)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.Equal(0, result.Exit);
        Assert.DoesNotMatch("clvk_[0-9A-Za-z]{60}", result.Out + result.Error);
    }

    [Theory]
    [InlineData("profile show")]
    [InlineData("profile show --json")]
    [InlineData("profile list")]
    [InlineData("profile list --json")]
    [InlineData("status")]
    [InlineData("login --key-stdin --url http://127.0.0.1:8080")]
    [InlineData("logout")]
    public async Task The_admin_key_is_never_printed(string line)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Typed = fixture.AdminKey + "\n";
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.Equal(0, result.Exit);
        Assert.DoesNotContain(fixture.AdminKey[9..^4], result.Out + result.Error);
    }

    [Fact]
    public async Task A_profile_sends_its_key_to_its_own_server_only()
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("status", "--url", "https://elsewhere.example.com");
        Assert.Equal(4, result.Exit);
        Assert.Empty(fixture.Server.Requests);
        Assert.Contains("is not sent to https://elsewhere.example.com", result.Error);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Instead = _ => new(System.Net.HttpStatusCode.Found) { Headers = { Location = new Uri("https://evil.example.com/") } };
        var result = await fixture.RunAsync("members", "list");
        Assert.Equal(1, result.Exit);
        Assert.Single(fixture.Server.Requests);
        Assert.Contains("the admin key was not sent there", result.Error);
    }

    [Fact]
    public async Task Wrong_kinds_of_keys_are_not_sent_and_not_repeated()
    {
        using var fixture = new CliFixture();
        foreach (var typed in new[] { KeyToken.New(KeyTokenKind.ApiKey), "sk-ant-api03-abcdef", fixture.AdminKey[..^1], "", "hunter2" })
        {
            fixture.Typed = typed + "\n";
            var result = await fixture.RunAsync("login", "--key-stdin", "--url", CliFixture.Url);
            Assert.Equal(2, result.Exit);
            if (typed.Length > 0) Assert.DoesNotContain(typed, result.Error);
        }

        Assert.Empty(fixture.Server.Requests);
        Assert.Same(ProfileBook.Empty, fixture.Profiles.Load());
    }
}
