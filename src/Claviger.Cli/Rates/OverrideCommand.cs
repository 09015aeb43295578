using System.CommandLine;
using System.Text.Json;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers override</c>: single limits of a workspace, beside its tier.</summary>
internal static class OverrideCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = WorkspacesCommand.Workspace();
        var name = new Argument<string>("class") { Description = "Class of models, as tiers call it" };
        var limits = new Option<string[]>("--limit") { Description = "A limit, like requests_per_minute=50; none clears it; may be repeated", HelpName = "limiter=number", Required = true };
        return new CliCommand("override", "Give a workspace a single limit beside its tier")
        {
            Arguments = { which, name },
            Options = { limits },
            Remark = "The workspace's tier and the organization's go on applying: the tightest wins. Limiters that you don't name stay as they are.",
            Examples =
            [
                new("Fewer requests to one class", "claviger tiers override Staging opus_5_5 --limit requests_per_minute=50"),
                new("Lift it again", "claviger tiers override Staging opus_5_5 --limit requests_per_minute=none"),
            ],
        }.Does(environment, async run =>
        {
            var group = LimitText.Group(run.Value(name));
            var asked = LimitText.OfGroup(run.Value(limits)!, group);
            using var client = run.Connect();
            var workspace = await WorkspaceFinder.IdAsync(client, run.Value(which));
            var entries = await client.GetAsync<CursorPage<RateLimitView>>("rate_limits");
            var id = entries.Value.Data.FirstOrDefault(entry => entry.Group.Id == group.Id)?.Id
                ?? throw new CliException(ExitCode.NotFound, $"the server knows no class {group.Class}", "Is it of another version than this program?");
            var body = JsonSerializer.SerializeToElement(asked.Select(limit => new { type = limit.Key, value = limit.Value }));
            var changed = await client.PostAsync<WorkspaceRateLimitView>($"workspaces/{workspace}/rate_limits/{id}", new UpdateWorkspaceRateLimitRequest(body));
            if (run.IsJson) return run.PrintJson(changed);
            foreach (var (limiter, value) in asked)
                run.Note(value is { } number ? $"{limiter} of {group.Class} is at most {number:N0} in {TerminalText.Safe(run.Value(which))}." : $"{limiter} of {group.Class} is cleared in {TerminalText.Safe(run.Value(which))}.");
            foreach (var limit in changed.Value.Limits.Where(limit => asked.GetValueOrDefault(limit.Type) is not null && limit.OrgLimit < limit.Value))
                run.Note($"The organization's {limit.Type} is lower ({limit.OrgLimit:N0}) and holds.", Tone.Caution);
            return ExitCode.Ok;
        });
    }
}
