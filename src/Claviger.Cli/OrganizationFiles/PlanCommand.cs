using System.CommandLine;
using Claviger.Cli.Anthropic;
using Claviger.Core.Contracts;

namespace Claviger.Cli.OrganizationFiles;

/// <summary><c>claviger plan</c>: how file and organization differ. Exit code 2 says that they do, as with the tools that people know this from.</summary>
internal static class PlanCommand
{
    /// <summary>File and organization differ.</summary>
    public const int Differs = 2;

    public static Option<bool> AllowDelete() => new("--allow-delete") { Description = "End what is there and not in the file" };

    public static CliCommand Build(CliEnvironment environment)
    {
        var path = ValidateCommand.FileArgument();
        var allowDelete = AllowDelete();
        var archive = AnthropicPlan.Archive();
        var target = new TargetOptions();
        var command = new CliCommand("plan", "Show how the organization differs from its file")
        {
            Group = CommandGroup.File,
            Arguments = { path },
            Options = { allowDelete, archive },
            Remark = "Changes nothing. Ends with exit code 0 when nothing differs, 2 when something does, 1 when the file can't be read or the server refuses.",
            Examples = [new("What would apply do?", "claviger plan"), new("Has somebody changed it by hand? In a pipeline", "claviger plan claviger.org.yaml --json > drift.json"), new("A real organization at Anthropic", "claviger plan --target anthropic")],
        };
        target.AddTo(command);
        return command.Does(environment, async run =>
        {
            var isAnthropic = target.IsAnthropic(run);
            if (isAnthropic) target.NotBothFromStdin(run, run.Value(path));
            else if (run.Value(archive) is { Length: > 0 }) throw new CliException(ExitCode.Usage, "--archive goes with --target anthropic", "Claviger's server archives what --allow-delete lets go");
            var text = OrganizationText.Read(run, run.Value(path));
            if (text.PrintFaults(run)) return ExitCode.Refused;
            if (isAnthropic) return await AnthropicPlan.RunAsync(run, target, text.File, run.Value(allowDelete), run.Value(archive) ?? []);
            using var client = run.Connect();
            var plan = await client.PostAsync<OrganizationPlanView>("organization_file/plan", new PlanOrganizationRequest(text.Document, run.Value(allowDelete) ? true : null));
            if (run.IsJson) run.PrintJson(plan);
            else PlanPage.Print(run.Out, plan.Value);
            return plan.Value.Changes.Count + plan.Value.LeftAlone.Count == 0 ? ExitCode.Ok : Differs;
        });
    }
}
