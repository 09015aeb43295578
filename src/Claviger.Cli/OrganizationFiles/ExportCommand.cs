using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.OrganizationFiles;

/// <summary><c>claviger export</c>: the organization as a file.</summary>
internal static class ExportCommand
{
    public static CliCommand Build(CliEnvironment environment) => new CliCommand("export", "Print the organization as a file, to keep and to change")
    {
        Group = CommandGroup.File,
        Remark = "Holds no secrets. claviger plan on it shows nothing until somebody changes the organization, or the file.",
        Examples = [new("Begin with what there is", $"claviger export > {OrganizationText.UsualName}")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var file = await client.GetAsync<OrganizationFileView>("organization_file");
        if (run.IsJson) return run.PrintJson(file);
        run.Out.Raw($"# The organization as it is; docs/guide/organization-file.md explains each field.\n{YamlText.Of(file.Value.Document).TrimEnd('\n')}");
        return ExitCode.Ok;
    });
}
