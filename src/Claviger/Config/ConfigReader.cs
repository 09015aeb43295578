using Claviger.Core.Keys;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Claviger.Config;

/// <summary>
/// Reads the file, then lays the environment over it. Unknown keys, keys given twice and values out of range are refused, all at
/// once, with file and line: half a setting never starts a server.
/// </summary>
public static class ConfigReader
{
    public const string DefaultFile = "claviger.yaml";

    /// <summary>The upstream key comes from the environment or a file, never from the configuration file itself.</summary>
    private static readonly string[] KeyVariables = ["CLAVIGER_UPSTREAM_API_KEY", "ANTHROPIC_API_KEY"];

    /// <param name="file">Null: <see cref="DefaultFile"/> when there is one.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="ConfigException">All faults at once.</exception>
    public static ServerConfig Read(string? file, Func<string, string?> variable, ServerConfig? defaults = null)
    {
        var config = defaults ?? new ServerConfig();
        var faults = new List<string>();
        if (file is not null && !File.Exists(file)) throw new ConfigException([$"{file}: there is no such file"]);
        file ??= File.Exists(DefaultFile) ? DefaultFile : null;
        if (file is not null) config = ReadFile(file, config, faults);

        foreach (var setting in ConfigSettings.All)
            if (variable(setting.Variable) is { Length: > 0 } text)
                config = Put(config, setting, text, setting.Variable, faults);
        foreach (var name in KeyVariables)
            if (config.UpstreamApiKey is null && variable(name) is { Length: > 0 } key)
                config = config with { UpstreamApiKey = key.Trim() };

        if (config.TlsCertificateFile is null != config.TlsKeyFile is null) faults.Add("tls: certificate_file and key_file go together; set both or none");
        if (faults.Count > 0) throw new ConfigException(faults);
        return config;
    }

    private static ServerConfig ReadFile(string file, ServerConfig config, List<string> faults)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = new StreamReader(file);
            yaml.Load(text);
        }
        catch (YamlException error)
        {
            faults.Add($"{file}:{error.Start.Line}: not valid YAML: {error.Message}");
            return config;
        }

        if (yaml.Documents.Count == 0) return config;
        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            faults.Add($"{file}: must be one mapping of settings");
            return config;
        }

        return ReadMapping(file, "", root, config, faults);
    }

    private static ServerConfig ReadMapping(string file, string prefix, YamlMappingNode mapping, ServerConfig config, List<string> faults)
    {
        foreach (var (keyNode, value) in mapping.Children)
        {
            var path = prefix + ((YamlScalarNode)keyNode).Value;
            var where = $"{file}:{keyNode.Start.Line}: {path}";
            if (path == "naming.environments" && value is YamlMappingNode environments)
            {
                config = ReadEnvironments(where, environments, config, faults);
            }
            else if (ConfigSettings.All.FirstOrDefault(setting => setting.Path == path) is { } setting)
            {
                if (value is YamlScalarNode { Value: { } text }) config = Put(config, setting, text, where, faults);
                else faults.Add($"{where}: takes {setting.Takes}");
            }
            else if (path == "upstream.api_key")
            {
                faults.Add($"{where}: a key does not belong in this file; use upstream.api_key_file or the variable {KeyVariables[0]}");
            }
            else if (ConfigSettings.All.Any(known => known.Path.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                if (value is YamlMappingNode inner) config = ReadMapping(file, path + ".", inner, config, faults);
                else faults.Add($"{where}: takes settings of its own, indented below it");
            }
            else
            {
                faults.Add($"{where}: unknown setting{Nearest(path)}");
            }
        }

        return config;
    }

    private static ServerConfig ReadEnvironments(string where, YamlMappingNode environments, ServerConfig config, List<string> faults)
    {
        var shortForms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, shortForm) in environments.Children)
        {
            var (environment, text) = (((YamlScalarNode)name).Value ?? "", (shortForm as YamlScalarNode)?.Value ?? "");
            if (NamingPolicy.EnvironmentFault(environment) is { } fault) faults.Add($"{where}.{environment}: {fault}");
            else if (NamingPolicy.EnvironmentFault(text) is { } shortFault) faults.Add($"{where}.{environment}: its short form {shortFault}");
            else shortForms[environment] = text;
        }

        return config with { NamingEnvironments = shortForms };
    }

    private static ServerConfig Put(ServerConfig config, ConfigSetting setting, string text, string where, List<string> faults)
    {
        if (setting.Apply(config, text) is { } changed) return changed;
        // What was given is not repeated: it may be a secret in the wrong place.
        faults.Add($"{where}: takes {setting.Takes}");
        return config;
    }

    private static string Nearest(string path)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        var near = ConfigSettings.All.Select(setting => setting.Path)
            .FirstOrDefault(known => known.EndsWith(last, StringComparison.Ordinal) || known.Split('.')[^1].StartsWith(last[..Math.Min(3, last.Length)], StringComparison.Ordinal));
        return near is null ? $"; known are {string.Join(", ", ConfigSettings.All.Select(setting => setting.Path))}" : $"; did you mean {near}?";
    }
}
