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
        config = PutUpstreamKey(config, variable, faults);
        faults.AddRange(ConfigFiles.FaultsIn(config));
        if (faults.Count > 0) throw new ConfigException(faults);
        return config;
    }

    /// <summary>The upstream key that the environment holds, without any other setting; null when there is none.</summary>
    /// <exception cref="ConfigException">There is one, and it can't be an upstream key.</exception>
    public static string? UpstreamKeyOf(Func<string, string?> variable)
    {
        var faults = new List<string>();
        var config = PutUpstreamKey(new ServerConfig(), variable, faults);
        return faults.Count == 0 ? config.UpstreamApiKey : throw new ConfigException(faults);
    }

    /// <summary>Claviger's own variable wins over a file, as every variable does; Anthropic's, which may be set for other programs, only fills a gap.</summary>
    private static ServerConfig PutUpstreamKey(ServerConfig config, Func<string, string?> variable, List<string> faults)
    {
        foreach (var (name, wins) in new[] { (KeyVariables[0], true), (KeyVariables[1], config.UpstreamApiKey is null && string.IsNullOrEmpty(variable(KeyVariables[0]))) })
        {
            if (!wins || variable(name) is not { Length: > 0 } text) continue;
            if (ConfigSettings.UpstreamKeyIn(text) is { } key) config = config with { UpstreamApiKey = key };
            else faults.Add($"{name}: takes one key of upstream's (not of Claviger's), without spaces or line breaks in it");
        }

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

        if (yaml.Documents is [] or [{ RootNode: YamlScalarNode { Value: null or "" } }]) return config;
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
            if (keyNode is not YamlScalarNode { Value: { Length: > 0 } name })
            {
                faults.Add($"{file}:{keyNode.Start.Line}: a setting's name must be plain text");
                continue;
            }

            var path = prefix + name;
            var where = $"{file}:{keyNode.Start.Line}: {path}";
            if (path == ConfigSettings.Environments)
            {
                if (value is YamlMappingNode environments) config = ReadEnvironments($"{file}:", environments, config, faults);
                else faults.Add($"{where}: takes environments with their short forms, such as production: prod, indented below it");
            }
            else if (path == ConfigSettings.Commands)
            {
                if (value is YamlMappingNode commands) config = ReadCommands($"{file}:", commands, config, faults);
                else faults.Add($"{where}: takes programs by name, such as deploy: [/usr/local/bin/deploy-secret, --prod], indented below it");
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

    private static ServerConfig ReadEnvironments(string file, YamlMappingNode environments, ServerConfig config, List<string> faults)
    {
        var shortForms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, shortForm) in environments.Children)
        {
            var (environment, text) = ((name as YamlScalarNode)?.Value ?? "", (shortForm as YamlScalarNode)?.Value ?? "");
            var where = $"{file}{name.Start.Line}: {ConfigSettings.Environments}.{environment}";
            if (NamingPolicy.EnvironmentFault(environment) is { } fault) faults.Add($"{where}: {fault}");
            else if (NamingPolicy.EnvironmentFault(text) is { } shortFault) faults.Add($"{where}: its short form {shortFault}");
            else shortForms[environment] = text;
        }

        return config with { NamingEnvironments = shortForms };
    }

    /// <summary>Whole paths only: which program a name means must not hang on where the server was started.</summary>
    private static ServerConfig ReadCommands(string file, YamlMappingNode commands, ServerConfig config, List<string> faults)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in commands.Children)
        {
            var argv = (value as YamlSequenceNode)?.Children.Select(argument => (argument as YamlScalarNode)?.Value).ToList();
            if (name is YamlScalarNode { Value: { Length: > 0 and <= 100 } command } && argv is [{ } program, ..] && Path.IsPathFullyQualified(program) && argv.TrueForAll(argument => argument is not null)) all[command] = argv!;
            else faults.Add($"{file}{name.Start.Line}: {ConfigSettings.Commands}: takes a list: the whole path of a program, and its arguments");
        }

        return config with { Rotation = config.Rotation with { Commands = all } };
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
        var known = ConfigSettings.All.Select(setting => setting.Path).Append(ConfigSettings.Environments).Append(ConfigSettings.Commands).ToList();
        var sections = known.Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name.Split('.')[0]).Distinct();
        var near = known.Concat(sections).Select(name => (Name: name, Edits: Edits(path, name)))
            .Concat(known.Select(name => (Name: name, Edits: WordEdits(path.Split('.')[^1], name.Split('.')[^1])))) // right word, wrong section
            .MinBy(candidate => candidate.Edits);
        return near.Edits <= Math.Max(1, path.Length / 3) ? $"; did you mean {near.Name}?" : $"; known are {string.Join(", ", known)}";
    }

    /// <summary>A word that was only begun counts as one edit away.</summary>
    private static int WordEdits(string word, string known) =>
        word.Length >= 3 && known.Length > word.Length && known.StartsWith(word, StringComparison.Ordinal) ? 1 : Edits(word, known);

    /// <summary>How many letters must be put in, taken out or replaced.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                var least = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], least);
            }
        }

        return row[^1];
    }
}
