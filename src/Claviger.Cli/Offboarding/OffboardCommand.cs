using System.CommandLine;
using Claviger.Cli.Anthropic;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Offboarding;

/// <summary><c>claviger offboard</c>: what ends and what goes on is shown first, then asked about, then done.</summary>
internal static class OffboardCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = MembersCommand.Member();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would end and what would go on" };
        var handOver = new Option<bool>("--hand-over") { Description = "Give the services' keys they own to the proposed owners" };
        var to = new Option<string>("--to") { Description = "Give them all to this member instead", HelpName = "member" };
        var rotate = new Option<bool>("--rotate") { Description = "Give services' keys whose secret they know a new one, printed once" };
        var overlap = new Option<string>("--overlap") { Description = "With --rotate: how long the secret they know works once the new one is in use; 0 ends it now (default: 7d)", HelpName = "time" };
        var adminKeys = new Option<bool>("--end-admin-keys") { Description = "End admin keys of the organization and of service accounts that they made, too" };
        var markdown = new Option<bool>("--markdown") { Description = "Print the report as Markdown, for a ticket" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        var allKeys = new Option<bool>("--all-keys") { Description = "With --target anthropic: switch off keys that they made for services, too" };
        var target = new TargetOptions();
        var command = new CliCommand("offboard", "End everything that acts as a person who leaves, and report it")
        {
            Group = CommandGroup.Organization,
            Arguments = { which },
            Options = { dryRun, handOver, to, rotate, overlap, adminKeys, markdown, yes, allKeys },
            Remark = "In one act: personal API keys and their running requests, personal admin keys, workspaces, groups, roles, pending invites. Keys of services go on. "
                + "Whoever comes back is a new member: nothing revives. The report is kept: claviger offboardings list.",
            Examples =
            [
                new("See what it would do", "claviger offboard grace@example.com --dry-run"),
                new("Their last day: keys handed over, and new secrets for what they knew", "claviger offboard grace@example.com --hand-over --rotate"),
                new("At once, and for the ticket", "claviger offboard grace@example.com --yes --markdown"),
                new("From a real organization at Anthropic", "claviger offboard grace@example.com --target anthropic --dry-run"),
            ],
        };
        target.AddTo(command);
        return command.Does(environment, async run =>
        {
            if (target.IsAnthropic(run))
            {
                foreach (var option in new Option[] { handOver, to, rotate, overlap, adminKeys, markdown })
                    if (run.Says(option)) throw new CliException(ExitCode.Usage, $"{option.Name} can't go with --target anthropic", "Anthropic's keys have no owners to hand over to, no rotation, and its admin keys aren't shown");
                return await AnthropicOffboard.RunAsync(run, target, run.Value(which), run.Value(allKeys), run.Value(dryRun), run.Value(yes));
            }

            if (run.Value(allKeys)) throw new CliException(ExitCode.Usage, "--all-keys goes with --target anthropic", "Claviger's own keys have owners: --hand-over, --rotate");
            if (run.Value(markdown) && run.IsJson) throw new CliException(ExitCode.Usage, "--markdown and --json can't go together");
            if (run.Value(markdown) && run.Value(rotate) && !run.Value(dryRun))
                throw new CliException(ExitCode.Usage, "--markdown and --rotate can't go together: new secrets don't belong in a report", "Leave out --markdown, then: claviger offboardings show ID --markdown");
            if (run.Value(overlap) is not null && !run.Value(rotate)) throw new CliException(ExitCode.Usage, "--overlap goes with --rotate");

            using var client = run.Connect();
            var id = await MemberFinder.IdAsync(client, run.Value(which));
            var request = new OffboardUserRequest(
                HandOver: run.Value(handOver) ? true : null,
                NewOwnerUserId: run.Value(to) is { } owner ? await MemberFinder.IdAsync(client, owner) : null,
                Rotate: run.Value(rotate) ? true : null,
                OverlapSeconds: run.Value(overlap) is { } text ? Moment.Seconds(overlap.Name, text) : null,
                EndAdminKeys: run.Value(adminKeys) ? true : null);
            if (run.Value(dryRun) || !run.Value(yes))
            {
                var preview = await PostAsync(client, id, request with { DryRun = true });
                if (run.Value(dryRun)) return Print(run, preview, run.Value(markdown));
                OffboardingPage.Print(run, run.Error, preview.Value.Offboarding);
                run.Error.Line();
                if (!run.Confirm(false, "This can't be undone.", $"Offboard {TerminalText.Safe(preview.Value.Offboarding.User.Email)}?")) return ExitCode.Refused;
            }

            return Print(run, await PostAsync(client, id, request), run.Value(markdown));
        });
    }

    private static Task<Answer<OffboardedView>> PostAsync(AdminClient client, string id, OffboardUserRequest request) => client.PostAsync<OffboardedView>($"users/{id}/offboard", request);

    private static int Print(CliRun run, Answer<OffboardedView> answer, bool markdown)
    {
        if (run.IsJson) return run.PrintJson(answer);
        var report = answer.Value.Offboarding;
        if (markdown) return OffboardingPage.PrintMarkdown(run, report);
        OffboardingPage.Print(run, run.Out, report);
        if (answer.Value.Secrets.Count == 0) return ExitCode.Ok;
        run.Out.Line();
        run.Out.Line("NEW SECRETS", Tone.Strong);
        var table = new ListTable(new Column("KEY"), new Column("SECRET"));
        foreach (var rotated in answer.Value.Secrets) table.Add(rotated.Name, new Cell(rotated.Secret, Tone.Strong));
        table.Print(run.Out);
        run.Note("Shown once: store them now. Nobody can show them again, not even Claviger.", Tone.Caution);
        return ExitCode.Ok;
    }
}
