using Xunit;

namespace Claviger.Tests.Cli;

/// <summary>Texts that people read, committed as files and compared exactly. To accept a new one, copy it from TestResults.</summary>
internal static class Approved
{
    public static void Matches(string name, string actual)
    {
        var root = Root();
        var file = Path.Combine(root, "tests", "Claviger.Tests", "Cli", "approved", name + ".txt");
        if (File.Exists(file) && File.ReadAllText(file) == actual) return;

        var received = Path.Combine(root, "TestResults", "approved", name + ".txt");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        Assert.Fail($"The text '{name}' is not the approved one.\nIf it is right: cp {received} {file}\n\n{actual}");
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Claviger.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Claviger.slnx is in none of the folders above the tests");
    }
}
