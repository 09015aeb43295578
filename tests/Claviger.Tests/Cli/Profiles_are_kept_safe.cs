using Claviger.Cli.Profiles;
using Claviger.Cli;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Profiles_are_kept_safe
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Signing_in_asks_tries_and_saves_for_the_owner_only()
    {
        using var fixture = new CliFixture { Terminal = true, Typed = "http://127.0.0.1:8080/\n" };
        fixture.TypedSecret = fixture.AdminKey;

        var text = await fixture.TranscriptAsync(["login"], ["profile", "list"]);

        Approved.Matches("login", text.Replace(fixture.AdminKey[..9], "clva_AbCd").Replace(fixture.AdminKey[^4..], "wxyz"));
        Assert.Equal(["GET /v1/organizations/me"], fixture.Server.Requests);
        Assert.Equal(["Bearer " + fixture.AdminKey], fixture.Server.Credentials);
        Assert.Equal(new Profile(CliFixture.Url, fixture.AdminKey, "Example Org"), fixture.Profiles.Load().Profiles["default"]);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(OwnerFile, File.GetUnixFileMode(fixture.Profiles.FilePath));
        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(fixture.ConfigFolder));
        Assert.Equal(["config.json"], Directory.GetFiles(fixture.ConfigFolder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_key_that_the_server_refuses_is_not_saved()
    {
        using var fixture = new CliFixture();
        fixture.Typed = fixture.AdminKey;
        fixture.Server.Instead = _ => FakeAdminApi.Error(System.Net.HttpStatusCode.Unauthorized, "authentication_error", "invalid admin key");
        Assert.Equal(4, (await fixture.RunAsync("login", "--url", CliFixture.Url, "--key-stdin")).Exit);
        Assert.False(File.Exists(fixture.Profiles.FilePath));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_file_that_others_can_touch_is_not_used(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows()) return;
        using var fixture = CliFixture.SignedIn();
        File.SetUnixFileMode(fixture.Profiles.FilePath, OwnerFile | more);

        var result = await fixture.RunAsync("status");

        Assert.Equal(1, result.Exit);
        Assert.Contains($"chmod 600 '{fixture.Profiles.FilePath}'", result.Error);
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task A_folder_that_others_can_write_to_is_not_used()
    {
        if (OperatingSystem.IsWindows()) return;
        using var fixture = CliFixture.SignedIn();
        File.SetUnixFileMode(fixture.ConfigFolder, OwnerFile | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        Assert.Contains("chmod 700", (await fixture.RunAsync("status")).Error);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_and_not_a_crash()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Variables["CLAVIGER_CONFIG_DIR"] = Path.Combine(fixture.Profiles.FilePath, "below-a-file");
        fixture.Typed = fixture.AdminKey;
        var result = await fixture.RunAsync("login", "--url", CliFixture.Url, "--key-stdin");
        Assert.Equal(1, result.Exit);
        Assert.StartsWith("error: ", result.Error);
    }

    [Fact]
    public async Task Servers_can_be_chosen_and_forgotten()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Profiles.Save("staging", new Profile("https://claude.staging.example.com", fixture.AdminKey), makeCurrent: false);
        var text = await fixture.TranscriptAsync(
            ["profile", "use", "stagin"], ["profile", "use", "staging"], ["profile", "show"], ["profile", "show", "default", "--json"], ["logout"], ["status"], ["profile", "list"], ["logout", "--profile", "default"], ["profile", "list"], ["status"]);
        Approved.Matches("profile", text.Replace(Claviger.Core.Keys.KeyToken.Hint(fixture.AdminKey), "clva_AbCd...wxyz"));
    }

    [Fact]
    public async Task Options_win_over_variables_and_variables_over_the_profile()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Profiles.Save("other", new Profile("http://127.0.0.1:7777", "clva_other"), makeCurrent: false);

        await fixture.RunAsync("members", "list", "--profile", "other");
        fixture.Variables["CLAVIGER_PROFILE"] = "other";
        await fixture.RunAsync("members", "list");
        Assert.Equal(["Bearer clva_other"], fixture.Server.Credentials);

        fixture.Server.Credentials.Clear();
        await fixture.RunAsync("members", "list", "--profile", "default");
        Assert.Equal(["Bearer " + fixture.AdminKey], fixture.Server.Credentials);

        fixture.Server.Credentials.Clear();
        fixture.Variables["CLAVIGER_ADMIN_KEY"] = "clva_fromvariable";
        await fixture.RunAsync("members", "list");
        Assert.Equal(["Bearer clva_fromvariable"], fixture.Server.Credentials);
    }

    [Fact]
    public async Task Variables_alone_are_enough()
    {
        using var fixture = new CliFixture();
        fixture.Variables["CLAVIGER_URL"] = CliFixture.Url;
        fixture.Variables["CLAVIGER_ADMIN_KEY"] = fixture.AdminKey;
        Assert.Equal(0, (await fixture.RunAsync("members", "list")).Exit);
        Assert.False(Directory.Exists(fixture.ConfigFolder));
    }

    [Theory]
    [InlineData("CLAVIGER_CONFIG_DIR", "/a/b", "/a/b/config.json")]
    [InlineData("XDG_CONFIG_HOME", "/a/b", "/a/b/claviger/config.json")]
    [InlineData("XDG_CONFIG_HOME", "not/rooted", "~/.config/claviger/config.json")]
    public void Variables_say_where_the_file_is(string variable, string value, string expected)
    {
        using var fixture = new CliFixture();
        fixture.Variables[variable] = value;
        var environment = fixture.Environment(TextWriter.Null, TextWriter.Null);
        Assert.Equal(expected.Replace("~", environment.HomeFolder), ProfileStore.Of(environment).FilePath);
    }

    [Fact]
    public void Saving_another_profile_keeps_the_current_one()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Profiles.Save("demo", new Profile("http://127.0.0.1:1", "clva_demo"), makeCurrent: false);
        Assert.Equal("default", fixture.Profiles.Load().Current);
        Assert.Throws<CliException>(() => fixture.Profiles.Save("../evil", new Profile("http://x", "y"), makeCurrent: false));
    }
}
