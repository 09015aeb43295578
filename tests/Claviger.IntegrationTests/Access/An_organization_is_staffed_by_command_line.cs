using System.Text.Json;
using Claviger.Cli;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>S16: a person's whole life in the organization, typed.</summary>
public sealed class An_organization_is_staffed_by_command_line : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("claviger-home-");

    [Fact]
    public async Task From_the_invite_to_the_removal()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (url, admin) = (gateway.Url, gateway.AdminKey);
        var invite = await JsonAsync(url, admin, "invites create grace@example.com --role user");
        var joined = await RunAsync(url, null, $"invites accept --url {url} --name Grace --token-stdin --profile grace", invite.Text("acceptance_token"));
        Assert.Equal((0, true), (joined.Exit, joined.Error.Contains("Welcome", StringComparison.Ordinal)));

        Assert.Contains("grace@example.com", (await RunAsync(url, admin, "members list")).Out);
        Assert.Equal(1, (await RunAsync(url, admin, "access explain grace@example.com keys.create Staging")).Exit);
        Assert.Equal(0, (await RunAsync(url, admin, "workspaces members add Staging grace@example.com --role workspace_developer")).Exit);
        var why = await RunAsync(url, admin, "access explain Grace keys.create Staging");
        Assert.Equal((0, true), (why.Exit, why.Out.Contains("workspace_developer by workspace membership in wrkspc_", StringComparison.Ordinal)));
        Assert.Equal(0, (await RunAsync(null, null, "keys create --workspace Staging --service typed --profile grace")).Exit);
        Assert.Contains("personal", (await RunAsync(null, null, "admin-keys list --profile grace")).Out);
        Assert.Equal(1, (await RunAsync(null, null, "members list --profile grace")).Exit);

        foreach (var line in new[]
        {
            "workspaces members update Staging grace@example.com --role workspace_admin", "workspaces members list Staging", "members update grace@example.com --role developer",
            "groups create search-team", "groups add search-team grace@example.com", "groups members search-team",
            "roles create controller --permission usage.read --permission limits.read", "roles assign controller --group search-team", "roles assign workspace_user --member Grace --workspace Production",
            "roles assignments", "roles get controller", "roles update controller --permission usage.read", "roles list", "groups list",
            "service-accounts create deployer", "service-accounts grant deployer Production --role workspace_developer", "service-accounts revoke deployer Production", "service-accounts list",
            "admin-keys create report --scope usage.read --expires 90d", "admin-keys disable report", "admin-keys enable report", "admin-keys revoke report --yes",
            "roles delete controller --yes", "groups remove search-team grace@example.com", "groups delete search-team --yes", "service-accounts archive deployer --yes",
            "workspaces members remove Staging grace@example.com", "invites list", "members remove grace@example.com --yes",
        })
        {
            var result = await RunAsync(url, admin, line);
            Assert.True(result.Exit == 0, $"{line}: {result.Exit} {result.Error}");
        }

        Assert.Equal(ExitCode.NotSignedIn, (await RunAsync(null, null, "status --profile grace")).Exit);
        Assert.Equal(2, (await RunAsync(url, admin, "members remove admin@localhost")).Exit); // no terminal to ask on
    }

    private async Task<JsonElement> JsonAsync(string url, string key, string line) => JsonSerializer.Deserialize<JsonElement>((await RunAsync(url, key, line + " --json")).Out);

    private async Task<(int Exit, string Out, string Error)> RunAsync(string? url, string? key, string line, string typed = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            In = new StringReader(typed),
            Time = TimeProvider.System,
            Variable = name => name switch { "CLAVIGER_URL" => url, "CLAVIGER_ADMIN_KEY" => key, _ => null },
            Handler = () => new SocketsHttpHandler(),
            HomeFolder = _home.FullName,
            ReadSecret = () => null,
            InIsTerminal = false,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 120,
            Ansi = false,
        };
        var exit = await CliRoot.RunAsync(line.Split(' '), environment);
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose() => _home.Delete(recursive: true);
}
