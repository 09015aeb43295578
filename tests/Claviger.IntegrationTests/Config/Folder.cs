using Claviger.Config;
using Xunit;

namespace Claviger.IntegrationTests.Config;

/// <summary>A folder with a configuration file and whatever it names.</summary>
internal sealed class Folder : IDisposable
{
    /// <summary>One object for all, so that records compare by what was read.</summary>
    public static ServerConfig Defaults { get; } = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-config-");

    public string Yaml => Path.Combine(_folder.FullName, "claviger.yaml");

    public string File(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public ServerConfig Read(string yaml, params (string Name, string Value)[] variables)
    {
        File("claviger.yaml", yaml);
        return ConfigReader.Read(Yaml, variables.ToDictionary(pair => pair.Name, pair => pair.Value).GetValueOrDefault, Defaults);
    }

    /// <summary>Faults without the folder's path, which is another one each time.</summary>
    public IReadOnlyList<string> FaultsIn(string yaml, params (string Name, string Value)[] variables) =>
        Assert.Throws<ConfigException>(() => Read(yaml, variables)).Faults.Select(fault => fault.Replace(_folder.FullName + "/", "", StringComparison.Ordinal)).ToList();

    public void Dispose() => _folder.Delete(recursive: true);
}
