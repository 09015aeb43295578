using System.CommandLine;
using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Output;
using Claviger.Cli.Scan;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary><c>claviger plan --target anthropic</c>.</summary>
internal static class AnthropicPlan
{
    public static Option<string[]> Archive() => new("--archive")
    {
        Description = "With --target anthropic and --allow-delete: this workspace may be archived, for good and with all its keys; may be repeated", HelpName = "workspace",
    };

    public static async Task<int> RunAsync(CliRun run, TargetOptions target, OrganizationFile file, bool allowDelete, string[] archive)
    {
        using var door = target.Open(run);
        var plan = (await LookAsync(run, door, file, archive)).Plan(file, allowDelete);
        CheckArchive(plan, allowDelete, archive);
        if (run.IsJson) run.Out.Raw(AnthropicJson.Of(plan));
        else AnthropicPlanPage.Print(run.Out, plan);
        return plan.Differs ? PlanCommand.Differs : ExitCode.Ok;
    }

    public static async Task<AnthropicOrganization> LookAsync(CliRun run, AnthropicDoor door, OrganizationFile file, string[] archive)
    {
        var reading = await new AnthropicReader(door, run.Environment.Time).OrganizationAsync(what => run.Note($"reading {what} …", Tone.Faint), CancellationToken.None);
        return AnthropicState.Of(reading, file, new Dictionary<string, string>(), archive.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A name that archives nothing is a slip, and the next name may be one that archives the wrong thing.</summary>
    public static void CheckArchive(TargetPlan plan, bool allowDelete, string[] archive)
    {
        if (archive.Length > 0 && !allowDelete) throw new CliException(ExitCode.Usage, "--archive goes with --allow-delete");
        foreach (var name in archive)
            if (!plan.Changes.Any(change => AnthropicTarget.IsForGood(change) && change.Name == name))
                throw new CliException(ExitCode.Usage, $"--archive '{TerminalText.Safe(name)}': no workspace of this name is at Anthropic and not in the file", "Nothing was changed.");
    }
}
