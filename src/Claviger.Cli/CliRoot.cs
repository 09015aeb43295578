using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Claviger.Cli.Audit;
using Claviger.Cli.Access;
using Claviger.Cli.AdminKeys;
using Claviger.Cli.Alerts;
using Claviger.Cli.Checklist;
using Claviger.Cli.Completion;
using Claviger.Cli.Environments;
using Claviger.Cli.Groups;
using Claviger.Cli.Help;
using Claviger.Cli.Invites;
using Claviger.Cli.Keys;
using Claviger.Cli.Ledger;
using Claviger.Cli.Limits;
using Claviger.Cli.Members;
using Claviger.Cli.Offboarding;
using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Organizations;
using Claviger.Cli.Output;
using Claviger.Cli.Profiles;
using Claviger.Cli.Rates;
using Claviger.Cli.Requests;
using Claviger.Cli.Roles;
using Claviger.Cli.Scan;
using Claviger.Cli.Rotation;
using Claviger.Cli.ServiceAccounts;
using Claviger.Cli.Status;
using Claviger.Cli.Upstreams;
using Claviger.Cli.Usage;
using Claviger.Cli.Workspaces;

namespace Claviger.Cli;

/// <summary>The whole command line: what there is, and how a run ends. The executable adds its own commands to the root.</summary>
public static class CliRoot
{
    public const string ProgramName = "claviger";

    /// <summary>Version of this program, as <c>--version</c> prints it.</summary>
    public static string Version { get; } =
        (typeof(CliRoot).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    public static RootCommand Build(CliEnvironment environment)
    {
        var root = new RootCommand("Claviger keeps the keys: who in your organization may use Claude, with which key, and what it costs.");
        foreach (var option in root.Options.ToList()) root.Options.Remove(option);
        GlobalOptions.AddTo(root);
        root.Add(new HelpOption("--help", "-h") { Description = "Show what a command does and takes", Action = new HelpPageAction(environment) });
        root.Add(new VersionOption("--version") { Description = "Print the version", Action = new VersionAction(environment) });

        root.Add(LoginCommand.Build(environment));
        root.Add(LogoutCommand.Build(environment));
        root.Add(ProfileCommand.Build(environment));
        root.Add(StatusCommand.Build(environment));
        root.Add(WorkspacesCommand.Build(environment));
        root.Add(EnvironmentsCommand.Build(environment));
        root.Add(UpstreamsCommand.Build(environment));
        root.Add(KeysCommand.Build(environment));
        root.Add(RotationCommand.Build(environment));
        root.Add(SinksCommand.Build(environment));
        root.Add(MembersCommand.Build(environment));
        root.Add(InvitesCommand.Build(environment));
        root.Add(OffboardCommand.Build(environment));
        root.Add(OffboardingsCommand.Build(environment));
        root.Add(GroupsCommand.Build(environment));
        root.Add(RolesCommand.Build(environment));
        root.Add(ServiceAccountsCommand.Build(environment));
        root.Add(AdminKeysCommand.Build(environment));
        root.Add(AccessCommand.Build(environment));
        root.Add(TiersCommand.Build(environment));
        root.Add(UsageCommand.Build(environment));
        root.Add(CostsCommand.Build(environment));
        root.Add(ForecastCommand.Build(environment));
        root.Add(ClaudeCodeCommand.Build(environment));
        root.Add(LimitsCommand.Build(environment));
        root.Add(ChecklistCommand.Build(environment));
        root.Add(ScanCommand.Build(environment));
        root.Add(ExportCommand.Build(environment));
        root.Add(ValidateCommand.Build(environment));
        root.Add(PlanCommand.Build(environment));
        root.Add(ApplyCommand.Build(environment));
        root.Add(SchemaCommand.Build(environment));
        root.Add(AlertsCommand.Build(environment));
        root.Add(LedgerCommand.Build(environment));
        root.Add(AuditCommand.Build(environment));
        root.Add(RequestsCommand.Build(environment));
        root.Add(SettingsCommand.Build(environment));
        root.Add(CompletionCommand.Build(environment));
        return root;
    }

    public static Task<int> RunAsync(string[] args, CliEnvironment environment) => RunAsync(Build(environment), args, environment);

    /// <summary>Parses and runs. Never throws for what a person did or a server answered.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args, CliEnvironment environment)
    {
        // Response files are off: a name that begins with @ is a name.
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var error = new CliRun(parse, environment).Error;
        try
        {
            if (args.Length == 0) return HelpPage.Write(root, root, new CliRun(parse, environment).Out);
            if (WrongUsage.In(parse, args) is { } wrong) throw wrong;
            return await parse.InvokeAsync(new InvocationConfiguration
            {
                Output = environment.Out,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                // Ctrl+C ends a command at once; a server that runs inside one handles the signal itself.
                ProcessTerminationTimeout = null,
            });
        }
        catch (CliException failure)
        {
            PrintError(error, failure.Message);
            foreach (var hint in failure.Hints) error.Line($"  {TerminalText.Safe(hint)}");
            return failure.ExitCode;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, a home that can't be written, a port that is taken: the message says it all.
            PrintError(error, fault.Message);
            return ExitCode.Refused;
        }
    }

    private static void PrintError(Screen error, string message)
    {
        const string Start = "error: ";
        var lines = WordWrap.Lines(TerminalText.Safe(message), error.Width - Start.Length).ToList();
        error.Parts(new Cell(Start, Tone.Bad), lines.FirstOrDefault());
        foreach (var line in lines.Skip(1)) error.Line(new string(' ', Start.Length) + line);
    }

    /// <summary>Gives a command its work.</summary>
    internal static T Does<T>(this T command, CliEnvironment environment, Func<CliRun, Task<int>> work) where T : Command
    {
        command.SetAction((parse, _) => work(new CliRun(parse, environment)));
        return command;
    }

    private sealed class VersionAction(CliEnvironment environment) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            environment.Out.WriteLine($"{ProgramName} {Version}");
            return ExitCode.Ok;
        }
    }
}
