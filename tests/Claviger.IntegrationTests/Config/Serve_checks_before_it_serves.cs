using Claviger.Cli;
using Claviger.Serve;
using Xunit;

namespace Claviger.IntegrationTests.Config;

public sealed class Serve_checks_before_it_serves : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    [Fact]
    public async Task A_good_configuration_exits_with_0()
    {
        _folder.File("claviger.yaml", "listen: 127.0.0.1:4141\n");

        Assert.Equal((0, "the configuration is good\n", ""), await RunAsync("serve", "--config", _folder.Yaml, "--check"));
        Assert.Equal((0, "the configuration is good\n", ""), await RunAsync("serve", "-c", _folder.Yaml, "--check"));
    }

    [Fact]
    public async Task A_bad_one_exits_with_2_and_a_line_a_fault()
    {
        _folder.File("claviger.yaml", "listn: x\ntimeouts:\n  idle_seconds: soon\n");

        var (exit, output, error) = await RunAsync("serve", "--config", _folder.Yaml, "--check");
        Assert.Equal((2, ""), (exit, output));
        Assert.Equal($"error: {_folder.Yaml}:1: listn: unknown setting; did you mean listen?\nerror: {_folder.Yaml}:3: timeouts.idle_seconds: takes seconds from 1 to 3600\n", error);
    }

    [Fact]
    public async Task Without_the_check_a_bad_one_is_not_served_either()
    {
        _folder.File("claviger.yaml", "listen: nowhere\n");

        Assert.Equal(2, (await RunAsync("serve", "--config", _folder.Yaml)).Exit);
    }

    [Fact]
    public async Task A_file_that_is_not_there_exits_with_2() =>
        Assert.Equal((2, "", "error: nowhere.yaml: there is no such file\n"), await RunAsync("serve", "--config", "nowhere.yaml", "--check"));

    [Fact]
    public async Task A_first_start_without_an_upstream_key_says_what_to_set()
    {
        _folder.File("claviger.yaml", $"listen: 127.0.0.1:0\ndata_folder: {Path.Combine(Path.GetDirectoryName(_folder.Yaml)!, "data")}\n");

        var (exit, _, error) = await RunAsync("serve", "--config", _folder.Yaml);
        Assert.Equal(2, exit);
        Assert.StartsWith("error: upstream: no key to reach upstream with; set ANTHROPIC_API_KEY", error);
    }

    [Fact]
    public async Task A_data_folder_in_use_exits_with_1()
    {
        var data = Path.Combine(Path.GetDirectoryName(_folder.Yaml)!, "data");
        using var other = Storage.DataFolder.Open(data);
        _folder.File("claviger.yaml", $"listen: 127.0.0.1:0\ndata_folder: {data}\n");
        _variables["ANTHROPIC_API_KEY"] = "sk-ant-x";

        var (exit, _, error) = await RunAsync("serve", "--config", _folder.Yaml);
        Assert.Equal(1, exit);
        Assert.StartsWith($"error: data folder {data} is in use by another claviger process", error);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Exit, string Out, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var environment = CliEnvironment.OfThisProcess() with { Out = output, Error = error, Variable = _variables.GetValueOrDefault };
        var root = CliRoot.Build(environment);
        root.Add(ServeCommand.Build(environment));
        var exit = await CliRoot.RunAsync(root, args, environment);
        return (exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
