using System.CommandLine;
using Claviger.Cli;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Help_explains_every_command
{
    public static TheoryData<string> Commands()
    {
        using var fixture = new CliFixture();
        return [.. Walk(CliRoot.Build(fixture.Environment(TextWriter.Null, TextWriter.Null)), "")];
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task In_a_text_that_was_approved(string command)
    {
        using var fixture = new CliFixture();

        var result = await fixture.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (result.Exit, result.Error));
        Approved.Matches("help" + command.Replace(' ', '-'), result.Out);
    }

    [Fact]
    public async Task No_line_is_wider_than_a_terminal_of_100_columns()
    {
        using var fixture = new CliFixture();
        foreach (var command in Commands())
        {
            var result = await fixture.RunAsync([.. command.Data.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            // Examples are to be pasted, so they are not wrapped.
            Assert.DoesNotContain(result.Out.Split('\n'), line => line.Length > 100 && !line.StartsWith("  claviger") && !line.Contains(" | "));
        }
    }

    [Fact]
    public async Task Without_a_command_the_help_of_the_whole_is_shown()
    {
        using var fixture = new CliFixture();
        Assert.Equal((await fixture.RunAsync("--help")).Out, (await fixture.RunAsync()).Out);
    }

    [Fact]
    public async Task Commands_of_the_executable_come_first()
    {
        using var fixture = new CliFixture();
        var output = new StringWriter();
        var environment = fixture.Environment(output, output);
        var root = CliRoot.Build(environment);
        var ran = false;
        var serve = new CliCommand("serve", "Run the gateway") { Group = CommandGroup.Run };
        serve.SetAction(_ => ran = true);
        root.Add(serve);

        Assert.Equal(0, await CliRoot.RunAsync(root, ["--help"], environment));
        Assert.Equal(0, await CliRoot.RunAsync(root, ["serve"], environment));

        Assert.Contains("Run Claviger\n  serve         Run the gateway\n", output.ToString());
        Assert.True(ran);
    }

    private static IEnumerable<string> Walk(Command command, string path)
    {
        yield return path;
        foreach (var child in command.Subcommands)
        foreach (var below in Walk(child, $"{path} {child.Name}"))
            yield return below;
    }
}
