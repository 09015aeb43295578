using System.Text.RegularExpressions;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

public sealed partial class The_architecture_is_true
{
    /// <summary>An invariant whose test was renamed or dropped is a promise that nothing holds.</summary>
    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var tests = string.Concat(Repository.Files("tests", ".cs").Select(Repository.Read));
        var named = Names().Matches(Repository.Read("ARCHITECTURE.md")).Select(match => (Class: match.Groups["class"].Value, Test: match.Groups["test"].Value)).Distinct().ToList();

        Assert.True(named.Count > 20);
        Assert.All(named, name =>
        {
            Assert.Contains($"class {name.Class}", tests, StringComparison.Ordinal);
            Assert.Contains($" {name.Test}(", tests, StringComparison.Ordinal);
        });
    }

    // Sentence names in backticks: `Class_name.Test_name`.
    [GeneratedRegex(@"`(?<class>[A-Z]\w*_\w+)\.(?<test>[A-Z]\w*_\w+)`")]
    private static partial Regex Names();
}
