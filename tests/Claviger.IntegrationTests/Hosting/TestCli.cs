using Claviger.Cli;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>The command line program in this process, as a script runs it: no terminal, nobody to ask.</summary>
public static class TestCli
{
    public static async Task<(int Exit, string Out, string Error)> CliAsync(this TestGateway gateway, TimeProvider clock, string home, params string[] args)
    {
        var (text, error) = (new StringWriter(), new StringWriter());
        var environment = CliEnvironment.OfThisProcess() with
        {
            Out = text, Error = error, In = TextReader.Null, Time = clock, InIsTerminal = false, OutIsTerminal = false, ErrorIsTerminal = false, HomeFolder = home,
            Variable = name => name switch { "CLAVIGER_URL" => gateway.Url, "CLAVIGER_ADMIN_KEY" => gateway.AdminKey, _ => null },
        };
        return (await CliRoot.RunAsync(args, environment), text.ToString(), error.ToString());
    }

    /// <summary>A file of the repository.</summary>
    public static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "Claviger.slnx"))) folder = folder.Parent;
        return Path.Combine([folder.FullName, .. path]);
    }
}
