using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.OrganizationFiles;

/// <summary>A new file that only its owner reads, made before there is anything to keep.</summary>
internal sealed class SecretFile : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true, NewLine = "\n" };

    private readonly FileStream _file;

    private SecretFile(FileStream file) => _file = file;

    /// <exception cref="CliException">It is there already, or can't be written.</exception>
    public static SecretFile Open(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new SecretFile(new FileStream(path, options));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--secrets-to {TerminalText.Safe(path)}: {(File.Exists(path) ? "is there already, and secrets overwrite nothing" : fault.Message)}", "Nothing was applied.");
        }
    }

    public void Write(AppliedOrganizationView applied)
    {
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(new { keys = applied.Secrets, invites = applied.Invites }, Indented));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>The answer without what the file holds.</summary>
    public static JsonNode Without(JsonNode json)
    {
        var copy = json.DeepClone();
        copy["secrets"] = new JsonArray();
        copy["invites"] = new JsonArray();
        return copy;
    }

    public void Dispose() => _file.Dispose();
}
