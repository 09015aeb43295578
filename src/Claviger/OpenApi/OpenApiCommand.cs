using Claviger.Cli;
using Claviger.Control.OpenApi;

namespace Claviger.OpenApi;

/// <summary><c>claviger openapi</c>: the document of this program's Admin API, without a server.</summary>
internal static class OpenApiCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("openapi", "Print the OpenAPI document of the Admin API")
        {
            Group = CommandGroup.Program,
            Remark = "Needs no server and no key. A server says the same of itself at GET /v1/organizations/openapi.json.",
            Examples = [new("Make a client of it", "claviger openapi > openapi.json")],
        };
        command.SetAction(_ =>
        {
            environment.Out.Write(System.Text.Encoding.UTF8.GetString(OpenApiDocument.WithoutServer()));
            return ExitCode.Ok;
        });
        return command;
    }
}
