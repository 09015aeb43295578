using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Wrong_usage_is_refused
{
    [Theory]
    [InlineData("kyes")]
    [InlineData("keys")]
    [InlineData("keys lst")]
    [InlineData("keys list extra")]
    [InlineData("keys list --workspce Production")]
    [InlineData("keys list --jsno")]
    [InlineData("keys get")]
    [InlineData("keys get --jsno")]
    [InlineData("keys get --workspace=x prod-search")]
    [InlineData("keys list --workspace")]
    [InlineData("keys list --workspace A --workspace B")]
    [InlineData("keys create --service search")]
    [InlineData("keys create --workspace Production")]
    [InlineData("keys create --workspace Production --service a --max-tokens -5")]
    [InlineData("keys create --workspace Production --service a --expires yesterday")]
    [InlineData("keys create --workspace Production --service a --expires 2026-01-01")]
    [InlineData("keys update prod-search")]
    [InlineData("keys update prod-search --model any --model claude-haiku-5")]
    [InlineData("keys get clvk_0123")]
    [InlineData("workspaces create Extra --environment staging --tag team")]
    [InlineData("usage --by kye")]
    [InlineData("usage --by day --by hour")]
    [InlineData("usage --since 2026-11-20 --until 2026-11-10")]
    [InlineData("status --url ftp://example.com")]
    [InlineData("login --key clva_secret")]
    [InlineData("completion bahs")]
    public async Task With_exit_code_2_and_nothing_sent(string line)
    {
        using var fixture = CliFixture.SignedIn();

        var result = await fixture.RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (result.Exit, result.Out));
        Assert.StartsWith("error: ", result.Error);
        Assert.Empty(fixture.Server.Requests);
        Assert.Equal(2, (await fixture.RunAsync([.. line.Split(' '), "--quiet"])).Exit);
    }

    [Fact]
    public async Task In_words_that_help()
    {
        using var fixture = CliFixture.SignedIn();
        Approved.Matches("wrong-usage", await fixture.TranscriptAsync(
            ["kyes"], ["keys"], ["keys", "lst"], ["keys", "list", "My", "workspace"], ["keys", "list", "--workspce", "Production"], ["keys", "get"], ["keys", "get", "--jsno"],
            ["keys", "list", "--workspace"], ["keys", "list", "--workspace", "A", "--workspace", "B"], ["keys", "create", "--service", "search"], ["keys", "create", "--workspace", "Production"],
            ["usage", "--by", "kye"], ["usage", "--since", "lately"], ["workspaces", "create", "Extra", "--environment", "staging", "--tag", "team"],
            ["keys", "revoke", "prod-search"], ["completion", "bahs"]));
    }

    [Fact]
    public async Task A_name_that_begins_with_an_at_sign_is_not_a_file_to_read()
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("keys", "get", "@/etc/passwd");
        Assert.Equal(5, result.Exit);
        Assert.Contains("there is no key '@/etc/passwd'", result.Error);
    }

    [Fact]
    public async Task Version_is_printed_alone()
    {
        using var fixture = new CliFixture();
        Assert.Equal(new CliResult(0, "claviger 0.1.0\n", ""), await fixture.RunAsync("--version"));
    }
}
