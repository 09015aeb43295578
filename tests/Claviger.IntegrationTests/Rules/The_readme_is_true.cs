using System.Text.RegularExpressions;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

public sealed partial class The_readme_is_true
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_path_that_it_tells_to_run_is_there(string page)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Repository.Root, page)), $"there is no {page} yet");
        var named = Blocks().Matches(Repository.Read(page)).SelectMany(block => Paths().Matches(block.Groups["text"].Value)).Select(match => match.Value.TrimEnd('/', '.', ',')).Distinct();

        Assert.All(named, path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)) || Directory.Exists(Path.Combine(Repository.Root, path)), $"{page} names {path}, which is not there"));
    }

    [Fact]
    public void What_it_tells_to_run_can_be_run()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var script in new[] { "run", "test", ".ci/run" })
            Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute), $"{script} can't be executed");
    }

    [GeneratedRegex(@"^```(?:sh|bash|shell|yaml|yml|console)\s*\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    // bin/ is made by ./run: it is there for whoever followed the page, not in a fresh checkout.
    [GeneratedRegex(@"(?<![\w./])\./(?!bin/)[\w./-]+")]
    private static partial Regex Paths();
}
