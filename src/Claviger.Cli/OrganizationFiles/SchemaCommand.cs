using System.CommandLine;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.OrganizationFiles;

/// <summary><c>claviger schema</c>: the form of a file, for editors.</summary>
internal static class SchemaCommand
{
    public static CliCommand Build(CliEnvironment environment) => new CliCommand("schema", "Print the JSON Schema of the organization's file, for editors")
    {
        Group = CommandGroup.File,
        Remark = "Editors that speak YAML complete and check a file that begins with: # yaml-language-server: $schema=claviger.org.schema.json",
        Examples = [new("Beside the file", "claviger schema > claviger.org.schema.json")],
    }.Does(environment, run =>
    {
        run.Out.Raw(OrganizationFileSchema.Write());
        return Task.FromResult(ExitCode.Ok);
    });
}
