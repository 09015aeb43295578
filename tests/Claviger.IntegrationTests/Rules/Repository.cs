namespace Claviger.IntegrationTests.Rules;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["artifacts", "bin", "obj", ".git", "node_modules"];

    public static string Root { get; } = Find();

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        !Directory.Exists(Path.Combine(Root, folder))
            ? []
            : Walk(new DirectoryInfo(Path.Combine(Root, folder)))
                .Where(file => endings.Length == 0 || endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
                .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.GetFiles().Concat(folder.GetDirectories().Where(inner => !NotSource.Contains(inner.Name)).SelectMany(Walk));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Claviger.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("these tests run inside the repository");
        return folder;
    }
}
