using System.Text.Json;
using Claviger.Cli.Output;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.OrganizationFiles;

/// <summary>A file that was read: its tree, and every fault with its line and column.</summary>
internal sealed class OrganizationText
{
    public const string UsualName = "claviger.org.yaml";

    private readonly YamlTree _tree;

    private OrganizationText(string name, YamlTree tree, OrganizationFile file, IReadOnlyList<FileFault> faults) => (Name, _tree, File, Faults) = (name, tree, file, faults);

    public string Name { get; }

    public OrganizationFile File { get; }

    public IReadOnlyList<FileFault> Faults { get; }

    public JsonElement Document => _tree.Root;

    /// <exception cref="CliException">There is no such file.</exception>
    public static OrganizationText Read(CliRun run, string path)
    {
        string text;
        try
        {
            text = path == "-" ? run.Environment.In.ReadToEnd() : System.IO.File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.NotFound, $"there is no file '{TerminalText.Safe(path)}'", "claviger export writes one of the organization as it is (of one at Anthropic: claviger scan anthropic --export FILE); examples/seed.org.yaml is a start");
        }

        var tree = YamlTree.Read(text);
        var name = path == "-" ? "stdin" : path;
        if (tree.Faults.Count > 0) return new OrganizationText(name, tree, new OrganizationFile(), tree.Faults);
        var (file, faults) = OrganizationFileReader.Read(tree.Root);
        return new OrganizationText(name, tree, file, faults);
    }

    /// <summary>The faults, one a line as compilers write them; nothing when there are none.</summary>
    /// <returns>Whether there are any.</returns>
    public bool PrintFaults(CliRun run)
    {
        foreach (var fault in Faults.OrderBy(fault => _tree.PlaceOf(fault.Path)))
        {
            var (line, column) = _tree.PlaceOf(fault.Path);
            var path = fault.Path.Trim();
            run.Error.Parts(new Cell($"{TerminalText.Safe(Name)}:{line}:{column}: "), new Cell("error: ", Tone.Bad), new Cell(path is "" or "(yaml)" ? fault.Message : $"{path} {fault.Message}"));
        }

        return Faults.Count > 0;
    }
}
