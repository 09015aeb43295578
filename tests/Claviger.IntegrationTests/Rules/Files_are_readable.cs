using System.Text.RegularExpressions;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

public sealed partial class Files_are_readable
{
    private const int MostLines = 400;

    /// <summary>A file that may be longer, with the reason.</summary>
    private static readonly Dictionary<string, string> MayBeLonger = [];

    private static readonly string[] Folders = ["src", "tests", "bench", "docs", "deploy"];

    [Fact]
    public void No_file_has_over_400_lines()
    {
        var files = new[] { "src", "tests", "bench" }.SelectMany(folder => Repository.Files(folder, ".cs")).ToList();
        var tooLong = files.Where(file => !MayBeLonger.ContainsKey(file)).Select(file => (File: file, Lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count())).Where(item => item.Lines > MostLines);

        Assert.True(files.Count > 200, "the walk finds the sources");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void SQL_is_in_the_room_of_storage_only()
    {
        var found = Repository.Files("src", ".cs").Where(file => !file.StartsWith("src/Claviger.Storage/", StringComparison.Ordinal))
            .SelectMany(file => Sql().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(found);
        Assert.Matches(Sql(), Repository.Read("src/Claviger.Storage/Keys/KeyStore.cs"));
    }

    [Fact]
    public void No_file_puts_work_off()
    {
        var words = new Regex($@"\b({"TO" + "DO"}|{"FIX" + "ME"}|{"HA" + "CK"}|{"XX" + "X"})\b");
        var found = Folders.SelectMany(folder => Repository.Files(folder, ".cs", ".md", ".sql", ".csproj", ".yaml", ".yml", ".sh", ".mjs", ".ts"))
            .Where(file => words.IsMatch(Repository.Read(file)));

        Assert.Empty(found);
    }

    [Fact]
    public void Every_source_file_has_its_namespace_in_the_file_scoped_form() => Assert.All(
        Repository.Files("src", ".cs").Where(file => !file.EndsWith("Program.cs", StringComparison.Ordinal)),
        file => Assert.True(Namespace().IsMatch(Repository.Read(file)), file));

    [Fact]
    public void No_text_has_a_carriage_return_or_a_tab()
    {
        var found = new[] { "src", "tests" }.SelectMany(folder => Repository.Files(folder, ".cs", ".sql")).Where(file => Repository.Read(file).AsSpan().IndexOfAny('\r', '\t') >= 0);

        Assert.Empty(found);
    }

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"SELECT\s[^""]{0,200}\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s|\bPRAGMA\s")]
    private static partial Regex Sql();
}
